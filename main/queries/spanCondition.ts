import type { TraceFilter } from '../../preload/contract/explorer'
import { sql, type Statement } from '../archive/sql'
import { latestTraces } from './latestTraces'
import { startCondition } from './startCondition'

/** What the spans of `matched` must meet beside the query: `from` and `to` are about the start of the span itself. */
export function spanCondition(filter: TraceFilter, matched: Statement): Statement {
  const inTime = startCondition(filter)
  if (filter.limit === null) return inTime
  return sql`${inTime} AND ${latestTraces(sql`SELECT trace_key FROM ${matched} WHERE ${inTime}`, filter.limit)}`
}
