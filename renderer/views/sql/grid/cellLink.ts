import type { SqlColumn, SqlValue } from '../../../../preload/contract/sql/sql'

export interface TracePlace {
  traceId: string
  /** Empty for the trace as a whole. */
  spanId: string
}

/**
 * The trace that a cell leads to: a cell of a column called `trace_id` or `…_trace_id`, or of `span_id` beside
 * one of `trace_id`. Null for all others.
 */
export function cellLink(columns: readonly SqlColumn[], row: SqlValue[], index: number): TracePlace | null {
  const name = columns[index]?.name.toLowerCase() ?? ''
  if (/(^|_)trace_id$/.test(name)) return placeOf(row[index], '')
  const prefix = /^(.*_)?span_id$/.exec(name)
  if (!prefix) return null
  const owner = name === 'linked_span_id' ? 'linked_trace_id' : 'trace_id'
  return placeOf(row[columns.findIndex((column) => column.name.toLowerCase() === owner)], row[index])
}

function placeOf(traceId: SqlValue | undefined, spanId: SqlValue | undefined): TracePlace | null {
  if (typeof traceId !== 'string' || traceId === '' || typeof spanId !== 'string') return null
  return { traceId, spanId }
}
