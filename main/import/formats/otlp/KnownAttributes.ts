import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE, OPEN_BRACKET, QUOTE } from '../../json/JsonReader'
import { BytePattern } from '../../json/BytePattern'
import { ANY_VALUE, AnyValueField, KEY_VALUE, KeyValueField } from './anyValueFields'
import { KnownAttribute } from './KnownAttribute'

/** What is learnt at most: a file may have a new key in every record. */
const MOST_KNOWN = 4096
const MOST_LESSONS = 1 << 16
const MOST_BYTES = 512
const SLOTS = MOST_KNOWN * 2

/** Attributes that have been seen, to be found again by what came before them, else by their key. */
export class KnownAttributes {
  /** Stands for what comes before the first attribute of a list, and behind one that is not known. */
  readonly beginning = new KnownAttribute(new Uint8Array(0), -1)
  /** From the opening brace to the quote before the key. */
  private readonly lead = new BytePattern()
  private readonly slots: (KnownAttribute | null)[] = new Array<KnownAttribute | null>(SLOTS).fill(null)
  private count = 0
  private lessons = 0

  /** The attribute which begins at the reader's position, which is then at its value; null for one that is not known. */
  find(reader: JsonReader, previous: KnownAttribute): KnownAttribute | null {
    const { view, position, end } = reader
    const { next, nextButOne } = previous
    if (next !== null && next.before.isAt(view, position, end)) {
      reader.position += next.before.length
      return next
    }
    if (nextButOne !== null && nextButOne.before.isAt(view, position, end)) {
      follow(previous, nextButOne)
      reader.position += nextButOne.before.length
      return nextButOne
    }
    if (!this.lead.isAt(view, position, end)) return null
    for (let slot = slotOf(reader, position + this.lead.length); ; slot = (slot + 1) & (SLOTS - 1)) {
      const candidate = this.slots[slot] ?? null
      if (candidate === null) return null
      if (!candidate.before.isAt(view, position, end)) continue
      follow(previous, candidate)
      reader.position += candidate.before.length
      return candidate
    }
  }

  /**
   * Learns the attribute in bytes [start, position of the reader), which has been read and is sound, if it has a plain key
   * first and a single scalar value. Null for another one.
   */
  learn(reader: JsonReader, start: number, previous: KnownAttribute): KnownAttribute | null {
    const end = reader.position
    if (this.count >= MOST_KNOWN || ++this.lessons > MOST_LESSONS) return null
    reader.position = start
    const known = this.examine(reader, start, end)
    reader.position = end
    if (known === null) return null
    let slot = slotOf(reader, start + this.lead.length)
    while (this.slots[slot] !== null) slot = (slot + 1) & (SLOTS - 1)
    this.slots[slot] = known
    this.count++
    follow(previous, known)
    return known
  }

  private examine(reader: JsonReader, start: number, end: number): KnownAttribute | null {
    if (reader.peek() !== OPEN_BRACE || reader.firstField(KEY_VALUE) !== KeyValueField.key) return null
    if (reader.peek() !== QUOTE) return null
    const keyStart = reader.position + 1
    reader.scanString()
    // A key with escapes, or not of ASCII, has been written elsewhere.
    if (reader.token !== reader.bytes) return null
    const name = new Uint8Array(reader.token.subarray(reader.tokenStart, reader.tokenEnd))
    if (reader.nextField(KEY_VALUE) !== KeyValueField.value || reader.peek() !== OPEN_BRACE) return null
    const field = reader.firstField(ANY_VALUE)
    if (field < 0 || field >= AnyValueField.array) return null
    const first = reader.peek()
    if (first === OPEN_BRACE || first === OPEN_BRACKET) return null
    const valueStart = reader.position
    reader.skipValue()
    const valueEnd = reader.position
    const single = reader.nextField(ANY_VALUE) === NO_MORE_FIELDS && reader.nextField(KEY_VALUE) === NO_MORE_FIELDS
    if (!single || reader.position !== end || valueStart - start + end - valueEnd > MOST_BYTES) return null
    if (this.count === 0) this.lead.take(reader.view, start, keyStart)
    else if (!this.lead.isAt(reader.view, start, end) || keyStart !== start + this.lead.length) return null
    const known = new KnownAttribute(name, field)
    known.before.take(reader.view, start, valueStart)
    known.behind.take(reader.view, valueEnd, end)
    return known
  }
}

function follow(previous: KnownAttribute, known: KnownAttribute): void {
  previous.nextButOne = previous.next
  previous.next = known
}

/** Where to look first for the attribute whose key begins at `at` and ends with a quote. */
function slotOf({ bytes }: JsonReader, at: number): number {
  let hash = 0
  for (let index = at; ; index++) {
    const byte = bytes[index] ?? 0
    if (byte === QUOTE || byte < 0x20) break
    hash = Math.imul(hash ^ byte, 0x01000193)
  }
  return (hash ^ (hash >>> 15)) & (SLOTS - 1)
}
