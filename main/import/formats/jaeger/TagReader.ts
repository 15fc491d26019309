import { type AttributeColumns, TYPE_CODES } from '../../columns/AttributeColumns'
import type { KeptText } from '../../columns/KeptText'
import { COMMA, CLOSE_BRACKET, type JsonReader, MINUS, QUOTE } from '../../json/JsonReader'
import { skipNull } from '../../json/readText'
import { FollowingTags } from './FollowingTags'
import { KnownTag, ValueForm } from './KnownTag'
import { type ReadTag, TagRead } from './TagRead'
import { appendTagValue, type BinaryForm } from './tagTypes'

const BACKSLASH = 0x5c
const SPACE = 0x20
const ZERO = 0x30
const NINE = 0x39
const MOST_KNOWN = 2_000
const MOST_BYTES = 300

/** Who looks at the tags that were read, such as at those which stand for a field. */
export interface TagTaker {
  /** What a key, bytes [start, end), means to it; −1 for nothing. Asked once for a key, as a rule. */
  meaningOf: (bytes: Uint8Array, start: number, end: number) => number
  /** A tag with a meaning was set: its key, and where its value lies in the text of the columns. */
  accept: (meaning: number, key: number, offset: number, length: number, type: number) => void
}

/**
 * Reads lists of tags. Remembers how each tag was written, byte for byte but for its value, and which one came behind
 * which: then only values are left to be read.
 */
export class TagReader {
  private readonly columns: AttributeColumns
  private readonly kept: KeptText
  private readonly taker: TagTaker
  private readonly readTag: ReadTag
  private readonly binary: BinaryForm
  private readonly tag = new TagRead()
  private readonly known = new Map<string, KnownTag>()
  private readonly first = new FollowingTags()
  /** Behind a tag that is not remembered. */
  private readonly later = new FollowingTags()

  constructor(
    columns: AttributeColumns,
    kept: KeptText,
    taker: TagTaker,
    model: { readTag: ReadTag; binary: BinaryForm },
  ) {
    this.columns = columns
    this.kept = kept
    this.taker = taker
    this.readTag = model.readTag
    this.binary = model.binary
  }

  /** Reads a list, or `null`, into the row of the columns begun last. */
  read(reader: JsonReader): void {
    if (skipNull(reader) || !reader.firstElement()) return
    let following = this.first
    for (;;) {
      const expected = following.expected(reader)
      following =
        expected !== null && this.readKnown(reader, expected) ? expected.following : this.readAny(reader, following)
      const next = reader.bytes[reader.position]
      if (next === COMMA) reader.position++
      else if (next === CLOSE_BRACKET) {
        reader.position++
        return
      } else if (!reader.nextElement()) return
    }
  }

  /** Whether the value of a tag that is written as expected could be read; if not, the reader has not moved. */
  private readKnown(reader: JsonReader, known: KnownTag): boolean {
    const { columns, kept } = this
    const { keys, text } = columns
    if (known.generation !== keys.generation) {
      known.generation = keys.generation
      known.key = columns.keyOf(known.keyText)
    }
    const start = reader.position
    const at = start + known.before.length
    if (known.repeats(reader, at, kept.epoch)) {
      reader.position = at + known.lastBytes
      this.set(known, known.lastOffset, known.lastLength, known.lastCode)
      return true
    }
    const offset = text.length
    let code = known.code
    if (known.form === ValueForm.any) {
      reader.position = at
      code = appendTagValue(reader, columns, known.declared, this.binary)
    } else if (!(known.form === ValueForm.text ? this.copyText(reader, at) : this.copyDigits(reader, at))) {
      reader.position = start
      return false
    }
    if (!known.behind.isAt(reader.view, reader.position, reader.end)) {
      reader.position = start
      text.length = offset
      return false
    }
    reader.position += known.behind.length
    const length = code === TYPE_CODES.n ? -1 : text.length - offset
    known.remember(reader, at, offset, length, code, kept.epoch)
    this.set(known, offset, length, code)
    return true
  }

  /** Reads a tag, however it is written, and remembers it. Returns what may follow it. */
  private readAny(reader: JsonReader, following: FollowingTags): FollowingTags {
    const { columns, tag, taker } = this
    const start = reader.position
    this.readTag(reader, columns, this.binary, tag)
    if (tag.key < 0) return this.later
    const { keys } = columns
    const keyStart = keys.offset[tag.key] ?? 0
    const keyEnd = keyStart + (keys.length[tag.key] ?? 0)
    const meaning = taker.meaningOf(keys.text.bytes, keyStart, keyEnd)
    if (tag.valueStart >= 0 && this.known.size < MOST_KNOWN && tag.valueStart - start < MOST_BYTES) {
      const quote = reader.bytes[tag.valueStart] === QUOTE ? 1 : 0
      const written = reader.bytes.toString('latin1', start, tag.valueStart + quote)
      let known = this.known.get(written)
      if (known === undefined) {
        known = new KnownTag(reader, start, tag, keys.text.bytes.slice(keyStart, keyEnd), keys.generation, meaning)
        this.known.set(written, known)
      }
      following.add(known)
      following = known.following
    } else following = this.later
    if (meaning >= 0) taker.accept(meaning, tag.key, tag.offset, tag.length, tag.code)
    return following
  }

  private set({ key, meaning }: KnownTag, offset: number, length: number, code: number): void {
    this.columns.set(key, code === TYPE_CODES.n ? 0 : offset, length, code)
    if (meaning >= 0) this.taker.accept(meaning, key, offset, length, code)
  }

  /** Appends the text of a string from its first character on. False for one with escapes or beyond ASCII. */
  private copyText(reader: JsonReader, start: number): boolean {
    const { text } = this.columns
    text.reserve(reader.end - start)
    const { bytes } = reader
    const target = text.bytes
    let to = text.length
    let at = start
    let all = 0
    let byte = bytes[at] ?? 0
    while (byte !== QUOTE && byte !== BACKSLASH && byte >= SPACE) {
      all |= byte
      target[to++] = byte
      byte = bytes[++at] ?? 0
    }
    if (byte !== QUOTE || all >= 0x80) return false
    text.length = to
    reader.position = at
    return true
  }

  /** Appends digits, with a minus before them or not. False for anything else, and where there is none. */
  private copyDigits(reader: JsonReader, start: number): boolean {
    const { text } = this.columns
    const { bytes } = reader
    let at = bytes[start] === MINUS ? start + 1 : start
    const first = at
    let byte = bytes[at] ?? 0
    while (byte >= ZERO && byte <= NINE) byte = bytes[++at] ?? 0
    if (at === first) return false
    text.appendBytes(bytes, start, at)
    reader.position = at
    return true
  }
}
