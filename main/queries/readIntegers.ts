import type { DuckDBDataChunk } from '@duckdb/node-api'
import { INTEGERS, readNumbers } from './readNumbers'

/** A column of INTEGER of which none is NULL. Others come as `readRows` reads them: this is for millions. */
export async function readIntegers(chunks: AsyncIterable<DuckDBDataChunk>): Promise<Int32Array> {
  let column = new Int32Array(1_024)
  let count = 0
  for await (const chunk of chunks) {
    const { rowCount } = chunk
    if (count + rowCount > column.length) {
      const longer = new Int32Array(column.length * 2 + rowCount)
      longer.set(column)
      column = longer
    }
    column.set(readNumbers(chunk, 0, INTEGERS), count)
    count += rowCount
  }
  return column.slice(0, count)
}
