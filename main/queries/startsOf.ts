import type { TraceFilter } from '../../preload/contract/explorer'
import { sql, type Statement } from '../archive/sql'
import { isAsked, type MatchedSpans } from './Matches'
import { spanCondition } from './spanCondition'
import { traceCondition } from './traceCondition'

/**
 * The spans of a filter, or the traces, as they stand behind `FROM`: `start_time` and `duration_ns`, NULL where they are
 * unknown, and `failed`.
 */
export function startsOf(matched: MatchedSpans, filter: TraceFilter, over: 'spans' | 'traces'): Statement {
  const { rows } = matched
  if (over === 'spans')
    return sql`(SELECT start_time, duration_ns, failed FROM ${rows} WHERE ${spanCondition(filter, rows)})`
  return sql`(SELECT start_time, duration_ns, error_count > 0 AS failed FROM store.traces
    WHERE ${tracesOf(matched, filter)})`
}

/** Which rows of `store.traces` a filter keeps. */
export function tracesOf({ rows }: MatchedSpans, filter: TraceFilter): Statement {
  if (!isAsked(filter)) return traceCondition(filter, null)
  return sql`${traceCondition(filter, rows)} AND trace_key IN (SELECT trace_key FROM ${rows})`
}
