import duckdb, { type Vector } from '@duckdb/node-bindings'
import { NO_TIME, type AttributeCells, type TextCells } from '../SpanBatch'

/** Columns of a batch copied into DuckDB's vectors, `count` rows from row `from` on. */

type FixedWidth = Uint8Array | Int32Array | Uint32Array | BigInt64Array

export function fillFixed(vector: Vector, column: FixedWidth, from: number, count: number): void {
  const width = column.BYTES_PER_ELEMENT
  // Batches are never backed by shared memory.
  const buffer = column.buffer as ArrayBuffer
  duckdb.copy_data_to_vector(vector, 0, buffer, column.byteOffset + from * width, count * width)
}

/** Nanoseconds since the epoch; `NO_TIME` and what DuckDB takes for infinity become NULL. */
export function fillTimes(vector: Vector, times: BigInt64Array, from: number, count: number): void {
  fillFixed(vector, times, from, count)
  fillNulls(vector, count, (row) => isUnknown(times[from + row] ?? NO_TIME))
}

export function fillText(
  vector: Vector,
  text: Uint8Array,
  { offset, length }: TextCells,
  from: number,
  count: number,
): void {
  let hasNull = false
  for (let row = 0; row < count; row++) {
    const size = length[from + row] ?? -1
    if (size < 0) {
      hasNull = true
      continue
    }
    const start = offset[from + row] ?? 0
    duckdb.vector_assign_string_element_len(vector, row, text.subarray(start, start + size))
  }
  if (hasNull) fillNulls(vector, count, (row) => (length[from + row] ?? -1) < 0)
}

/** Fills a `MAP(VARCHAR, VARCHAR)`. */
export function fillMap(
  vector: Vector,
  text: Uint8Array,
  { first, key, value }: AttributeCells,
  from: number,
  count: number,
): void {
  const firstEntry = first[from] ?? 0
  const entryCount = (first[from + count] ?? 0) - firstEntry
  const entries = new BigUint64Array(count * 2)
  const words = new Uint32Array(entries.buffer)
  for (let row = 0; row < count; row++) {
    const start = first[from + row] ?? 0
    words[row * 4] = start - firstEntry
    words[row * 4 + 2] = (first[from + row + 1] ?? 0) - start
  }
  duckdb.copy_data_to_vector(vector, 0, entries.buffer, 0, entries.byteLength)
  duckdb.list_vector_reserve(vector, entryCount)
  duckdb.list_vector_set_size(vector, entryCount)
  const pairs = duckdb.list_vector_get_child(vector)
  fillText(duckdb.struct_vector_get_child(pairs, 0), text, key, firstEntry, entryCount)
  fillText(duckdb.struct_vector_get_child(pairs, 1), text, value, firstEntry, entryCount)
}

/** The types of each row's attributes, one letter per entry. */
export function fillTypes(vector: Vector, { first, type }: AttributeCells, from: number, count: number): void {
  for (let row = 0; row < count; row++) {
    const letters = type.subarray(first[from + row] ?? 0, first[from + row + 1] ?? 0)
    duckdb.vector_assign_string_element_len(vector, row, letters)
  }
}

export function fillNulls(vector: Vector, count: number, isNull: (row: number) => boolean): void {
  let validity: Uint8Array<ArrayBuffer> | undefined
  for (let row = 0; row < count; row++) {
    if (!isNull(row)) continue
    validity ??= new Uint8Array(Math.ceil(count / 64) * 8).fill(0xff)
    validity[row >> 3] = (validity[row >> 3] ?? 0) & ~(1 << (row & 7))
  }
  if (!validity) return
  duckdb.vector_ensure_validity_writable(vector)
  duckdb.copy_data_to_vector_validity(vector, 0, validity.buffer, 0, validity.byteLength)
}

const INFINITY = 0x7fffffffffffffffn

function isUnknown(time: bigint): boolean {
  return time === NO_TIME || time === INFINITY || time === -INFINITY
}
