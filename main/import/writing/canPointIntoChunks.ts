import { endianness } from 'node:os'
import duckdb from '@duckdb/node-bindings'
import { DuckDBDataChunk, VARCHAR, type DuckDBType } from '@duckdb/node-api'
import { ChunkText } from './ChunkText'

const TEXTS = ['', 'a', 'twelve bytes', 'thirteen byte', 'text that does not fit into an entry of its vector']

/** Whether string entries that `ChunkText` makes are read back by DuckDB as what they stand for. */
export function canPointIntoChunks(): boolean {
  if (endianness() !== 'LE') return false
  const bytes = Buffer.concat([Buffer.from(TEXTS.join('')), Buffer.alloc(16)])
  const length = Int32Array.from(TEXTS, (text) => text.length)
  const offset = new Uint32Array(TEXTS.length)
  for (let row = 1; row < TEXTS.length; row++) offset[row] = (offset[row - 1] ?? 0) + (length[row - 1] ?? 0)
  const types: DuckDBType[] = [VARCHAR, VARCHAR]
  const chunk = DuckDBDataChunk.create(types, TEXTS.length)
  const text = new ChunkText(true)
  const vectors = types.map((_, column) => duckdb.data_chunk_get_vector(chunk.chunk, column))
  const [holder, other] = vectors
  if (!holder || !other) return false
  text.begin(bytes, holder, TEXTS.length)
  for (const vector of vectors) text.fill(vector, { offset, length }, 0, TEXTS.length)
  const rows = new DuckDBDataChunk(chunk.chunk).getRows()
  return rows.every((row, index) => row[0] === TEXTS[index] && row[1] === TEXTS[index])
}
