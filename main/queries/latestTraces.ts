import { sql, type Statement } from '../archive/sql'

/** That a `trace_key` is among the `limit` latest of `keys`, a query for some. */
export function latestTraces(keys: Statement, limit: number): Statement {
  return sql`trace_key IN (SELECT trace_key FROM store.traces WHERE trace_key IN (${keys})
    ORDER BY start_time DESC NULLS LAST, trace_key LIMIT ${limit}::BIGINT)`
}
