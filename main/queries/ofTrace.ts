import { sql, type Statement } from '../archive/sql'
import type { FoundTrace } from './findTrace'

/** What rows `s` of `store.span_rows` of a trace meet, likewise. */
export function rowsOfTrace({ traceKey, firstRow, lastRow }: FoundTrace): Statement {
  return sql`s.tree.trace_key = ${traceKey} AND span_row BETWEEN ${firstRow} AND ${lastRow}`
}

/** What rows of spans, events and links of a trace meet. Between which rows they lie lets DuckDB skip all the others. */
export function ofTrace({ traceKey, firstRow, lastRow }: FoundTrace): Statement {
  return sql`trace_key = ${traceKey} AND span_row BETWEEN ${firstRow} AND ${lastRow}`
}
