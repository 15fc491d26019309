import duckdb, { type Vector } from '@duckdb/node-bindings'
import { NO_TIME, type AttributeCells } from '../SpanBatch'
import type { ChunkText } from './ChunkText'

/** Columns of a batch copied into DuckDB's vectors, `count` rows from row `from` on. */

export type FixedWidth = Uint8Array | Int32Array | Uint32Array | BigInt64Array | Float64Array

export function fillFixed(vector: Vector, column: FixedWidth, from: number, count: number): void {
  const width = column.BYTES_PER_ELEMENT
  // Batches are never backed by shared memory.
  const buffer = column.buffer as ArrayBuffer
  duckdb.copy_data_to_vector(vector, 0, buffer, column.byteOffset + from * width, count * width)
}

/** Nanoseconds since the epoch; `NO_TIME` and what DuckDB takes for infinity become NULL. */
export function fillTimes(vector: Vector, times: BigInt64Array, from: number, count: number): void {
  fillFixed(vector, times, from, count)
  const high = new Int32Array(times.buffer, times.byteOffset, times.length * 2)
  fillNulls(vector, count, (row) => {
    const top = high[(from + row) * 2 + 1] ?? 0
    return (top === LEAST || top === GREATEST) && isUnknown(times[from + row] ?? NO_TIME)
  })
}

const LEAST = -0x80000000
const GREATEST = 0x7fffffff
const INFINITY = 0x7fffffffffffffffn

function isUnknown(time: bigint): boolean {
  return time === NO_TIME || time === INFINITY || time === -INFINITY
}

/** Fills a `MAP(VARCHAR, VARCHAR)`. */
export function fillMap(vector: Vector, text: ChunkText, cells: AttributeCells, from: number, count: number): void {
  const { first, key, keys, value } = cells
  const firstEntry = first[from] ?? 0
  const entryCount = (first[from + count] ?? 0) - firstEntry
  const entries = new Uint32Array(count * 4)
  for (let row = 0; row < count; row++) {
    const start = first[from + row] ?? 0
    entries[row * 4] = start - firstEntry
    entries[row * 4 + 2] = (first[from + row + 1] ?? 0) - start
  }
  duckdb.copy_data_to_vector(vector, 0, entries.buffer, 0, entries.byteLength)
  duckdb.list_vector_reserve(vector, entryCount)
  duckdb.list_vector_set_size(vector, entryCount)
  if (entryCount === 0) return
  const pairs = duckdb.list_vector_get_child(vector)
  text.fillChosen(duckdb.struct_vector_get_child(pairs, 0), keys, key, firstEntry, entryCount)
  text.fill(duckdb.struct_vector_get_child(pairs, 1), value, firstEntry, entryCount)
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
