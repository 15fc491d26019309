import type { TraceFilter } from '../../preload/contract/explorer'
import { sql, type Statement } from '../archive/sql'
import { latestTraces } from './latestTraces'
import { startCondition } from './startCondition'

/** What rows of `store.traces` must meet to be in the list. `matched` has the `trace_key` of each that matches; null for all. */
export function traceCondition(filter: TraceFilter, matched: Statement | null): Statement {
  const inTime = startCondition(filter)
  if (filter.limit === null) return inTime
  const matching = matched === null ? inTime : sql`${inTime} AND trace_key IN (SELECT trace_key FROM ${matched})`
  return latestTraces(sql`SELECT trace_key FROM store.traces WHERE ${matching}`, filter.limit)
}
