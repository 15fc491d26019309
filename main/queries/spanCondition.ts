import type { TraceFilter } from '../../preload/contract/explorer'
import { joinSql, sql, type Statement } from '../archive/sql'
import { traceCondition } from './traceCondition'

/** What matched spans must meet beside the query: `from` and `to` are about the start of the span itself. */
export function spanCondition({ from, to, ...filter }: TraceFilter): Statement {
  const conditions: Statement[] = [sql`true`]
  if (from !== null) conditions.push(sql`start_time >= make_timestamp_ns(${from}::BIGINT)`)
  if (to !== null) conditions.push(sql`start_time < make_timestamp_ns(${to}::BIGINT)`)
  const ofTrace = traceCondition({ ...filter, from: null, to: null })
  if (ofTrace.text !== 'true') {
    conditions.push(sql`trace_key IN (SELECT trace_key FROM store.traces WHERE ${ofTrace})`)
  }
  return joinSql(conditions, ' AND ')
}
