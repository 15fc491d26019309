import type { TraceFilter } from '../../preload/contract/explorer'
import { joinSql, sql, type Statement } from '../archive/sql'

/** When rows of traces, or of matched spans, must start themselves to be in the list. */
export function startCondition({ from, to }: Pick<TraceFilter, 'from' | 'to'>): Statement {
  const conditions: Statement[] = [sql`true`]
  if (from !== null) conditions.push(sql`start_time >= make_timestamp_ns(${from}::BIGINT)`)
  if (to !== null) conditions.push(sql`start_time < make_timestamp_ns(${to}::BIGINT)`)
  return joinSql(conditions, ' AND ')
}
