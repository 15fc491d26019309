import duckdb, { type Vector } from '@duckdb/node-bindings'
import type { TextCells } from '../SpanBatch'

/** Bytes of DuckDB's string entry: a length, then up to twelve bytes of text, or its first four and an address. */
const ENTRY_WORDS = 4
const INLINE_BYTES = 12
/** Where there are fewer rows to so much text, copying it would cost more than it saves. */
const MOST_BYTES_PER_ROW = 4 << 10
/** Masks that keep the first 0 to 3 bytes of a little-endian word. */
const FIRST_BYTES = [0, 0xff, 0xffff, 0xffffff]
const WORD = 0x1_0000_0000

/**
 * Text cells as DuckDB's string entries. The text of a chunk is copied once into a vector of that chunk, and the
 * entries of all its vectors point into that copy: a fifth of the time that DuckDB's call for a single string takes.
 * This relies on the layout of `duckdb_string_t` and on 64-bit little-endian addresses; see `canPointIntoChunks`.
 * https://github.com/duckdb/duckdb/blob/main/src/include/duckdb.h
 */
export class ChunkText {
  private entries: Uint32Array<ArrayBuffer> = new Uint32Array(2048 * ENTRY_WORDS)
  private bytes: Uint8Array = new Uint8Array(0)
  private view: DataView = new DataView(new ArrayBuffer(0))
  private addressLow = 0
  private addressHigh = 0
  private readonly pointing: boolean
  private active = false
  private readonly nameEntries = new Map<readonly string[], Uint32Array>()

  constructor(pointing: boolean) {
    this.pointing = pointing
  }

  /**
   * From now on cells are places in `bytes`, of a chunk of `rows` rows. `holder` is a text vector of the chunk, to be filled
   * afterwards.
   */
  begin(bytes: Uint8Array, holder: Vector, rows: number): void {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.active = this.pointing && bytes.length <= rows * MOST_BYTES_PER_ROW
    if (!this.active) return
    duckdb.vector_assign_string_element_len(holder, 0, bytes)
    const first = duckdb.vector_get_data(holder, ENTRY_WORDS * 4)
    const entry = new DataView(first.buffer, first.byteOffset, first.byteLength)
    this.addressLow = entry.getUint32(8, true)
    this.addressHigh = entry.getUint32(12, true)
  }

  /** Writes the cells from `from` on to the front of `vector`. */
  fill(vector: Vector, { offset, length }: TextCells, from: number, count: number): void {
    if (!this.active) return this.fillOneByOne(vector, { offset, length }, from, count)
    this.reserve(count)
    let nulls = 0
    for (let row = 0; row < count; row++) {
      const size = length[from + row] ?? -1
      if (size < 0) nulls++
      this.writeEntry(row * ENTRY_WORDS, offset[from + row] ?? 0, size < 0 ? 0 : size)
    }
    this.copyTo(vector, count)
    if (nulls > 0) markNulls(vector, length, from, count)
  }

  /** Writes to row r of `vector` the cell that `choice` names for row `from` + r; none of these cells is NULL. */
  fillChosen(vector: Vector, cells: TextCells, choice: Uint8Array | Uint32Array, from: number, count: number): void {
    if (!this.active) {
      const offset = Uint32Array.from({ length: count }, (_, row) => cells.offset[choice[from + row] ?? 0] ?? 0)
      const length = Int32Array.from({ length: count }, (_, row) => cells.length[choice[from + row] ?? 0] ?? 0)
      return this.fillOneByOne(vector, { offset, length }, 0, count)
    }
    const known = cells.offset.length
    this.reserve(count + known)
    const { entries } = this
    const base = count * ENTRY_WORDS
    for (let cell = 0; cell < known; cell++) {
      this.writeEntry(base + cell * ENTRY_WORDS, cells.offset[cell] ?? 0, cells.length[cell] ?? 0)
    }
    this.copyChosen(vector, entries.subarray(base), choice, from, count)
  }

  /** Writes to each row the one of a few short names that `column` numbers. */
  fillNames(vector: Vector, names: readonly string[], column: Uint8Array, from: number, count: number): void {
    if (!this.active) {
      for (let row = 0; row < count; row++) {
        duckdb.vector_assign_string_element(vector, row, names[column[from + row] ?? 0] ?? '')
      }
      return
    }
    const known = this.nameEntries.get(names) ?? entriesOf(names)
    this.nameEntries.set(names, known)
    this.reserve(count)
    this.copyChosen(vector, known, column, from, count)
  }

  private copyChosen(
    vector: Vector,
    known: Uint32Array,
    choice: Uint8Array | Uint32Array,
    from: number,
    count: number,
  ): void {
    const { entries } = this
    for (let row = 0; row < count; row++) {
      const source = (choice[from + row] ?? 0) * ENTRY_WORDS
      const target = row * ENTRY_WORDS
      entries[target] = known[source] ?? 0
      entries[target + 1] = known[source + 1] ?? 0
      entries[target + 2] = known[source + 2] ?? 0
      entries[target + 3] = known[source + 3] ?? 0
    }
    this.copyTo(vector, count)
  }

  private writeEntry(target: number, offset: number, size: number): void {
    const { entries, view } = this
    entries[target] = size
    if (size > INLINE_BYTES) {
      entries[target + 1] = view.getUint32(offset, true)
      const low = this.addressLow + offset
      entries[target + 2] = low
      entries[target + 3] = low >= WORD ? this.addressHigh + 1 : this.addressHigh
      return
    }
    // What lies behind the text must be zero: entries are compared as a whole.
    for (let word = 1, left = size; word < ENTRY_WORDS; word++, left -= 4) {
      const at = offset + (word - 1) * 4
      if (left >= 4) entries[target + word] = view.getUint32(at, true)
      else entries[target + word] = left <= 0 ? 0 : view.getUint32(at, true) & (FIRST_BYTES[left] ?? 0)
    }
  }

  private copyTo(vector: Vector, count: number): void {
    duckdb.copy_data_to_vector(vector, 0, this.entries.buffer, 0, count * ENTRY_WORDS * 4)
  }

  private reserve(count: number): void {
    if (count * ENTRY_WORDS > this.entries.length) this.entries = new Uint32Array(count * ENTRY_WORDS * 2)
  }

  private fillOneByOne(vector: Vector, { offset, length }: TextCells, from: number, count: number): void {
    let nulls = 0
    for (let row = 0; row < count; row++) {
      const size = length[from + row] ?? -1
      if (size < 0) {
        nulls++
        continue
      }
      const start = offset[from + row] ?? 0
      duckdb.vector_assign_string_element_len(vector, row, this.bytes.subarray(start, start + size))
    }
    if (nulls > 0) markNulls(vector, length, from, count)
  }
}

/** Makes NULL of every row whose `length` is negative. */
function markNulls(vector: Vector, length: Int32Array, from: number, count: number): void {
  const validity = new Uint8Array(Math.ceil(count / 64) * 8).fill(0xff)
  for (let row = 0; row < count; row++) {
    if ((length[from + row] ?? -1) < 0) validity[row >> 3] = (validity[row >> 3] ?? 0) & ~(1 << (row & 7))
  }
  duckdb.vector_ensure_validity_writable(vector)
  duckdb.copy_data_to_vector_validity(vector, 0, validity.buffer, 0, validity.byteLength)
}

function entriesOf(names: readonly string[]): Uint32Array {
  const entries = new Uint32Array(names.length * ENTRY_WORDS)
  const bytes = new Uint8Array(entries.buffer)
  for (const [index, name] of names.entries()) {
    if (name.length > INLINE_BYTES) throw new RangeError(name)
    entries[index * ENTRY_WORDS] = name.length
    bytes.set(new TextEncoder().encode(name), (index * ENTRY_WORDS + 1) * 4)
  }
  return entries
}
