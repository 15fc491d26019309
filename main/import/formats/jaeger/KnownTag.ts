import { TYPE_CODES } from '../../columns/AttributeColumns'
import { BytePattern } from '../../json/BytePattern'
import { type JsonReader, QUOTE } from '../../json/JsonReader'
import { FollowingTags } from './FollowingTags'
import type { TagRead } from './TagRead'
import { TagType } from './tagTypes'

const MOST_VALUE_BYTES = 48
/** A value that so often in a row was another one than before is not looked for any more. */
const MOST_CHANGES = 64

/** How a value is read: as the text of a string, as plain digits, or in the general way. */
export const ValueForm = { text: 0, digits: 1, any: 2 } as const

/** A tag as the file writes it: all bytes around its value, and what came behind it. */
export class KnownTag {
  /** From behind the bracket or comma to the value, with its opening quote where that is part of the form. */
  readonly before = new BytePattern()
  /** From behind the value to behind the tag. */
  readonly behind = new BytePattern()
  readonly form: number
  readonly declared: number
  /** Of a value in one of the two plain forms. */
  readonly code: number
  /** What the key means to who takes the tags; −1 for nothing. */
  readonly meaning: number
  readonly keyText: Uint8Array
  key: number
  generation: number
  readonly following = new FollowingTags()
  /** The last value with what is behind it, and where its text lies as long as `lastEpoch` lasts. */
  private readonly last = new BytePattern()
  private lastEpoch = -1
  private changes = 0
  lastOffset = 0
  lastLength = -1
  lastCode = 0

  /** The tag that was just read at `start`, whose value came last; the reader stands behind it. */
  constructor(
    reader: JsonReader,
    start: number,
    tag: TagRead,
    keyText: Uint8Array,
    generation: number,
    meaning: number,
  ) {
    const quoted = reader.bytes[tag.valueStart] === QUOTE
    this.declared = tag.declared
    this.form = formOf(tag, quoted)
    this.code = tag.code
    const quote = quoted && this.form !== ValueForm.any ? 1 : 0
    this.before.take(reader.view, start, tag.valueStart + quote)
    this.behind.take(reader.view, tag.valueEnd - quote, reader.position)
    this.keyText = keyText
    this.key = tag.key
    this.generation = generation
    this.meaning = meaning
  }

  /** Whether the value at `at` is the last one, with text that is still there in `epoch`. */
  repeats({ view, end }: JsonReader, at: number, epoch: number): boolean {
    return this.lastEpoch === epoch && this.last.isAt(view, at, end)
  }

  /** Bytes of the last value and what is behind it. */
  get lastBytes(): number {
    return this.last.length
  }

  /** Keeps a value that was read from `at` on in mind, for `repeats`. */
  remember(
    { view, position }: JsonReader,
    at: number,
    offset: number,
    length: number,
    code: number,
    epoch: number,
  ): void {
    if (this.changes > MOST_CHANGES) return
    const isNew = this.lastEpoch === epoch || !this.last.isAt(view, at, position)
    this.changes = isNew ? this.changes + 1 : 0
    if (this.changes > MOST_CHANGES || position - at > MOST_VALUE_BYTES) {
      this.lastEpoch = -1
      return
    }
    if (isNew) this.last.take(view, at, position)
    this.lastEpoch = epoch
    this.lastOffset = offset
    this.lastLength = length
    this.lastCode = code
  }
}

function formOf({ declared, code }: TagRead, quoted: boolean): number {
  if (quoted && code === TYPE_CODES.s && (declared === TagType.none || declared === TagType.string))
    return ValueForm.text
  if (code === TYPE_CODES.i && (declared === TagType.int64 || !quoted)) return ValueForm.digits
  return ValueForm.any
}
