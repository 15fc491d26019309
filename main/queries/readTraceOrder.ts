import { orderTree, type OrderedTree } from '../analysis/orderTree'
import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import type { FoundTrace } from './findTrace'
import { missingParents, type MissingParents } from './missingParents'
import { rowsOfTrace } from './ofTrace'
import { DOUBLES, INTEGERS, readNumbers } from './readNumbers'
import { RowIndex } from './RowIndex'

/** The spans of a trace in the order of `trace.columns`. */
export interface TraceOrder extends Omit<OrderedTree, 'rowAt'> {
  /** `span_row` of the span at each place. */
  spanRow: Int32Array
  /** Where the span of a `span_row` stands. */
  places: RowIndex
  /** With places as rows. */
  missing: MissingParents
}

export async function readTraceOrder(
  reader: ArchiveReader,
  found: FoundTrace,
  signal: AbortSignal,
): Promise<TraceOrder> {
  const statement = sql`
    SELECT span_row, coalesce(s.tree.parent_row, -1)::INTEGER,
      coalesce((epoch_ns(start_time) - ${found.startTime ?? 0n}::BIGINT)::DOUBLE, 'NaN')
    FROM store.span_rows s WHERE ${rowsOfTrace(found)} ORDER BY start_time NULLS LAST, span_row`
  const rows = new Int32Array(found.spanCount)
  const parent = new Int32Array(found.spanCount)
  const start = new Float64Array(found.spanCount)
  let count = 0
  for await (const chunk of reader.chunks(statement, signal)) {
    rows.set(readNumbers(chunk, 0, INTEGERS), count)
    parent.set(readNumbers(chunk, 1, INTEGERS), count)
    start.set(readNumbers(chunk, 2, DOUBLES), count)
    count += chunk.rowCount
  }
  const index = new RowIndex(rows)
  const missing = await missingParents(reader, found, index, signal)
  for (let row = 0; row < count; row++) parent[row] = index.rowOf(parent[row] ?? -1)
  const { rowAt, ...tree } = orderTree(start, parent, missing.of)
  const spanRow = rowAt.map((row) => rows[row] ?? -1)
  const missingOf = rowAt.map((row) => missing.of[row] ?? -1)
  return { ...tree, spanRow, places: new RowIndex(spanRow), missing: { ...missing, of: missingOf } }
}

/** Where each span of a trace, by its `span_row`, stands in the order of `trace.columns`. */
export async function placesInTrace(reader: ArchiveReader, found: FoundTrace, signal: AbortSignal): Promise<RowIndex> {
  return (await readTraceOrder(reader, found, signal)).places
}
