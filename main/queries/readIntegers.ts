import { DuckDBIntegerVector, type DuckDBDataChunk } from '@duckdb/node-api'

/** A column of INTEGER as it is; −1 for NULL. Others come as `readRows` reads them: this is for millions. */
export async function readIntegers(chunks: AsyncIterable<DuckDBDataChunk>): Promise<Int32Array> {
  let column = new Int32Array(1_024)
  let count = 0
  for await (const chunk of chunks) {
    if (count + chunk.rowCount > column.length) {
      const longer = new Int32Array(column.length * 2 + chunk.rowCount)
      longer.set(column)
      column = longer
    }
    const vector = chunk.getColumnVector(0)
    if (!(vector instanceof DuckDBIntegerVector)) throw new TypeError('the archive answered no INTEGER')
    for (let row = 0; row < chunk.rowCount; row++) column[count++] = vector.getItem(row) ?? -1
  }
  return column.slice(0, count)
}
