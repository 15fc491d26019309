import { DuckDBIntegerVector, type DuckDBDataChunk } from '@duckdb/node-api'

/** A column of INTEGER as it is; −1 for NULL. Others come as `readRows` reads them: this is for millions. */
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
    const vector = chunk.getColumnVector(0)
    if (!(vector instanceof DuckDBIntegerVector)) throw new TypeError('the archive answered no INTEGER')
    for (let row = 0; row < rowCount; row++) column[count++] = vector.getItem(row) ?? -1
  }
  return column.slice(0, count)
}
