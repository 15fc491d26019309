import type { TraceSelection } from '../../preload/contract/extract'
import { sql, type Statement } from '../archive/sql'
import { compileText } from '../traceql/compileText'
import { traceCondition } from './traceCondition'

/** A query of the `trace_key` of each chosen trace. Fails with `query_wrong`. */
export function chosenTraces({ filter, traceId }: TraceSelection): Statement {
  if (traceId !== null) return sql`SELECT trace_key FROM store.traces WHERE trace_id = ${traceId}`
  const isAsked = filter.query.trim() !== ''
  if (!isAsked) return sql`SELECT trace_key FROM store.traces WHERE ${traceCondition(filter, null)}`
  return sql`WITH matched_traces AS MATERIALIZED (${compileText(filter.query).traces})
    SELECT trace_key FROM store.traces WHERE trace_key IN (SELECT trace_key FROM matched_traces)
      AND ${traceCondition(filter, sql`matched_traces`)}`
}
