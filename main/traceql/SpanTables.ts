import { sql, type Statement } from '../archive/sql'

/** What a query reads, each as it stands behind `FROM`. */
export interface SpanTables {
  spans: Statement
  events: Statement
  links: Statement
  traces: Statement
}

export const ALL_TRACES: SpanTables = {
  spans: sql`store.span_rows`,
  events: sql`store.span_events`,
  links: sql`store.span_links`,
  traces: sql`store.traces`,
}

/** The same of one trace. Between which rows its spans lie lets DuckDB skip all the others. */
export function tablesOfTrace(trace: { traceKey: number; firstRow: number; lastRow: number }): SpanTables {
  const between = sql`span_row BETWEEN ${trace.firstRow} AND ${trace.lastRow}`
  const ofTrace = sql`trace_key = ${trace.traceKey}`
  return {
    spans: sql`(SELECT * FROM ${ALL_TRACES.spans} WHERE tree.${ofTrace} AND ${between})`,
    events: sql`(SELECT * FROM ${ALL_TRACES.events} WHERE ${ofTrace} AND ${between})`,
    links: sql`(SELECT * FROM ${ALL_TRACES.links} WHERE ${ofTrace} AND ${between})`,
    traces: sql`(SELECT * FROM ${ALL_TRACES.traces} WHERE ${ofTrace})`,
  }
}
