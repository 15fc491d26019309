import duckdb from '@duckdb/node-bindings'
import { VARCHAR } from '@duckdb/node-api'
import type { ChunkText } from './ChunkText'
import type { IncomingTable, NumberedBatch } from './IncomingTable'

/** The column whose vector holds the text of a chunk. */
export function holderOf(table: IncomingTable): number {
  return table.columns.findIndex(({ type }) => type === VARCHAR)
}

/** Fills a chunk with `count` rows of a batch from row `first` on. */
export function fillChunk(
  chunk: duckdb.DataChunk,
  table: IncomingTable,
  from: NumberedBatch,
  { first, count, text, holder }: { first: number; count: number; text: ChunkText; holder: number },
): void {
  const vectors = table.columns.map((_, index) => duckdb.data_chunk_get_vector(chunk, index))
  const textHolder = vectors[holder]
  if (textHolder) text.begin(from.batch.text, textHolder, count)
  for (const [index, column] of table.columns.entries()) {
    const vector = vectors[index]
    if (vector) column.fill(vector, from, first, count, text)
  }
}
