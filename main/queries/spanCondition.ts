import type { TraceFilter } from '../../preload/contract/explorer'
import { joinSql, sql, type Statement } from '../archive/sql'
import { latestTraces } from './latestTraces'

/** What the spans of `matched` must meet beside the query: `from` and `to` are about the start of the span itself. */
export function spanCondition({ from, to, limit }: TraceFilter, matched: Statement): Statement {
  const conditions: Statement[] = [sql`true`]
  if (from !== null) conditions.push(sql`start_time >= make_timestamp_ns(${from}::BIGINT)`)
  if (to !== null) conditions.push(sql`start_time < make_timestamp_ns(${to}::BIGINT)`)
  const all = joinSql(conditions, ' AND ')
  if (limit === null) return all
  return sql`${all} AND ${latestTraces(sql`SELECT trace_key FROM ${matched} WHERE ${all}`, limit)}`
}
