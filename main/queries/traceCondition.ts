import type { TraceFilter } from '../../preload/contract/explorer'
import { joinSql, sql, type Statement } from '../archive/sql'

/** What rows of `store.traces` must meet to be in the list, beside the query. */
export function traceCondition(filter: TraceFilter): Statement {
  const conditions: Statement[] = [sql`true`]
  const spanConditions: Statement[] = []
  if (filter.serviceName !== null) spanConditions.push(sql`service_name = ${filter.serviceName}`)
  if (filter.operation !== null) spanConditions.push(sql`name = ${filter.operation}`)
  if (spanConditions.length > 0) {
    const bySpan = joinSql(spanConditions, ' AND ')
    conditions.push(sql`trace_key IN (SELECT trace_key FROM store.spans WHERE ${bySpan})`)
  }
  if (filter.minDurationNs !== null) conditions.push(sql`duration_ns >= ${filter.minDurationNs}`)
  if (filter.maxDurationNs !== null) conditions.push(sql`duration_ns <= ${filter.maxDurationNs}`)
  if (filter.errorsOnly) conditions.push(sql`error_count > 0`)
  if (filter.from !== null) conditions.push(sql`start_time >= make_timestamp_ns(${filter.from}::BIGINT)`)
  if (filter.to !== null) conditions.push(sql`start_time < make_timestamp_ns(${filter.to}::BIGINT)`)
  if (filter.traceId.trim() !== '') conditions.push(traceIdStartsWith(filter.traceId))
  return joinSql(conditions, ' AND ')
}

/**
 * Traces whose id begins with `prefix` in the archive's form or in any form that a file may show: with
 * some or none of the zeros that pad it on the left, and in upper or lower case.
 */
export function traceIdStartsWith(prefix: string): Statement {
  const text = prefix.trim().toLowerCase()
  const significant = text.replace(/^0+/, '')
  const zeros = text.length - significant.length
  return sql`(starts_with(lower(trace_id), ${text}) OR (
    length(trace_id) = 32
    AND starts_with(ltrim(trace_id, '0'), ${significant})
    AND 32 - length(ltrim(trace_id, '0')) >= ${zeros}
  ))`
}
