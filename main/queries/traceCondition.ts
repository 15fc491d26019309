import type { TraceFilter } from '../../preload/contract/explorer'
import { joinSql, sql, type Statement } from '../archive/sql'
import { latestTraces } from './latestTraces'

/** What rows of `store.traces` must meet to be in the list. `matched` has the `trace_key` of each that matches; null for all. */
export function traceCondition({ from, to, limit }: TraceFilter, matched: Statement | null): Statement {
  const conditions: Statement[] = [sql`true`]
  if (from !== null) conditions.push(sql`start_time >= make_timestamp_ns(${from}::BIGINT)`)
  if (to !== null) conditions.push(sql`start_time < make_timestamp_ns(${to}::BIGINT)`)
  const all = joinSql(conditions, ' AND ')
  if (limit === null) return all
  const matching = matched === null ? all : sql`${all} AND trace_key IN (SELECT trace_key FROM ${matched})`
  return latestTraces(sql`SELECT trace_key FROM store.traces WHERE ${matching}`, limit)
}
