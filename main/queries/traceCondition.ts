import type { TraceFilter } from '../../preload/contract/explorer'
import { joinSql, sql, type Statement } from '../archive/sql'

/** What rows of `store.traces` must meet to be in the list, beside the query. */
export function traceCondition({ from, to }: TraceFilter): Statement {
  const conditions: Statement[] = [sql`true`]
  if (from !== null) conditions.push(sql`start_time >= make_timestamp_ns(${from}::BIGINT)`)
  if (to !== null) conditions.push(sql`start_time < make_timestamp_ns(${to}::BIGINT)`)
  return joinSql(conditions, ' AND ')
}
