import { orderTree } from '../analysis/orderTree'
import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import type { FoundTrace } from './findTrace'
import { missingParents } from './missingParents'
import { rowsOfTrace } from './ofTrace'
import { cell } from './readRows'
import { RowIndex } from './RowIndex'

/** Where each span of a trace, by its `span_row`, stands in the order of `trace.columns`. */
export async function readTraceOrder(reader: ArchiveReader, found: FoundTrace, signal: AbortSignal): Promise<RowIndex> {
  const statement = sql`
    SELECT span_row, s.tree.parent_row AS parent_row,
      (epoch_ns(start_time) - ${found.startTime ?? 0n}::BIGINT)::DOUBLE AS start
    FROM store.span_rows s WHERE ${rowsOfTrace(found)} ORDER BY start_time NULLS LAST, span_row`
  const spanRow = new Int32Array(found.spanCount)
  const parentKey = new Int32Array(found.spanCount)
  const start = new Float64Array(found.spanCount)
  let count = 0
  for await (const chunk of reader.chunks(statement, signal)) {
    const [rows, parents, starts] = [0, 1, 2].map((column) => chunk.getColumnVector(column))
    const { rowCount } = chunk
    for (let row = 0; row < rowCount; row++, count++) {
      const startOfRow = starts?.getItem(row) ?? null
      spanRow[count] = cell.number(rows?.getItem(row) ?? null)
      parentKey[count] = cell.number(parents?.getItem(row) ?? null)
      start[count] = startOfRow === null ? NaN : cell.number(startOfRow)
    }
  }
  const index = new RowIndex(spanRow)
  const missing = await missingParents(reader, found, index, signal)
  const { rowAt } = orderTree(
    start,
    parentKey.map((key) => index.rowOf(key)),
    missing.of,
  )
  return new RowIndex(rowAt.map((row) => spanRow[row] ?? -1))
}
