import type { AttributeType } from '../../../preload/contract/trace'
import type { AttributeCells } from '../SpanBatch'
import type { ColumnCopies } from './ColumnCopies'
import { growArray } from './growArray'
import { KeyTable } from './KeyTable'
import type { TextArena } from './TextArena'

/** Character codes of the letters of `ATTRIBUTE_TYPES`. */
export const TYPE_CODES = {
  s: 0x73,
  i: 0x69,
  d: 0x64,
  b: 0x62,
  a: 0x61,
  m: 0x6d,
  x: 0x78,
  n: 0x6e,
} as const satisfies Record<AttributeType, number>

/**
 * A map per row while a batch is filled: see `AttributeCells`. Keys are numbers of `keys`; values lie in `text`.
 * A repeated key keeps its first place and gets the last value.
 */
export class AttributeColumns {
  readonly keys = new KeyTable()
  readonly text: TextArena
  /** Entries of all rows. */
  count = 0
  private first = new Uint32Array(16)
  private key = new Uint32Array(16)
  private valueOffset = new Uint32Array(16)
  private valueLength = new Int32Array(16)
  private type = new Uint8Array(16)
  /** By key: the row stamp at its last use, and the entry it had then. */
  private seen = new Uint32Array(64)
  private entry = new Uint32Array(64)
  private stamp = 0

  constructor(text: TextArena) {
    this.text = text
  }

  beginRow(row: number): void {
    if (row + 1 >= this.first.length) this.first = growArray(this.first, (row + 2) * 2)
    this.first[row] = this.count
    this.stamp++
    this.keys.beginRow()
  }

  /** Whether the row begun last has the key. */
  has(key: number): boolean {
    return key < this.seen.length && this.seen[key] === this.stamp
  }

  /** Sets the value of a key in the row begun last. A `length` of −1 is NULL. */
  set(key: number, offset: number, length: number, type: number): void {
    const entry = this.entryOf(key)
    this.valueOffset[entry] = offset
    this.valueLength[entry] = length
    this.type[entry] = type
  }

  /** Shows the value that a key of the row begun last has. */
  look(key: number, show: (key: number, offset: number, length: number, type: number) => void): void {
    if (!this.has(key)) return
    const entry = this.entry[key] ?? 0
    show(key, this.valueOffset[entry] ?? 0, this.valueLength[entry] ?? -1, this.type[entry] ?? 0)
  }

  /** Takes back the entry that `set` made last, if it was a new one for `key`. */
  removeLast(key: number): void {
    if (!this.has(key) || this.entry[key] !== this.count - 1) return
    this.count--
    this.seen[key] = 0
  }

  /** Sets a value that is given as a string. */
  setText(key: number, value: string, type: number): void {
    const offset = this.text.length
    this.text.append(value)
    this.set(key, offset, this.text.length - offset, type)
  }

  /** The number of a key that is given as bytes of valid UTF-8. */
  keyOf(bytes: Uint8Array): number {
    return this.keys.intern(bytes, 0, bytes.length)
  }

  /**
   * A copy of the first `rows` rows, whose values lie in `arena`. The text of the keys and the types are appended to it.
   */
  take(rows: number, arena: TextArena, copies: ColumnCopies): AttributeCells {
    const { count, keys } = this
    const keyBase = arena.length
    arena.appendBytes(keys.text.bytes, 0, keys.text.length)
    const typesAt = arena.length
    arena.appendBytes(this.type, 0, count)
    const first = copies.newUnsigned(rows + 1)
    first.set(this.first.subarray(0, rows))
    first[rows] = count
    const typesOffset = copies.newUnsigned(rows)
    const typesLength = copies.newSigned(rows)
    for (let row = 0; row < rows; row++) {
      const start = first[row] ?? 0
      typesOffset[row] = typesAt + start
      typesLength[row] = (first[row + 1] ?? 0) - start
    }
    const keyOffset = copies.unsigned(keys.offset, keys.count)
    for (let key = 0; key < keyOffset.length; key++) keyOffset[key] = (keyOffset[key] ?? 0) + keyBase
    return {
      first,
      key: copies.unsigned(this.key, count),
      keys: { offset: keyOffset, length: copies.signed(keys.length, keys.count) },
      value: { offset: copies.unsigned(this.valueOffset, count), length: copies.signed(this.valueLength, count) },
      types: { offset: typesOffset, length: typesLength },
    }
  }

  /** Forgets all rows and keys, not the values in `text`. */
  clear(): void {
    this.count = 0
    this.keys.clear()
    this.seen.fill(0)
    this.stamp = 0
  }

  private entryOf(key: number): number {
    if (key >= this.seen.length) {
      this.seen = growArray(this.seen, (key + 1) * 2)
      this.entry = growArray(this.entry, (key + 1) * 2)
    }
    if (this.seen[key] === this.stamp) return this.entry[key] ?? 0
    const entry = this.count++
    if (entry >= this.key.length) this.grow(entry * 2)
    this.seen[key] = this.stamp
    this.entry[key] = entry
    this.key[entry] = key
    return entry
  }

  private grow(capacity: number): void {
    this.key = growArray(this.key, capacity)
    this.valueOffset = growArray(this.valueOffset, capacity)
    this.valueLength = growArray(this.valueLength, capacity)
    this.type = growArray(this.type, capacity)
  }
}
