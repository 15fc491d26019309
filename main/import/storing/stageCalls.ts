import { DOUBLE, INTEGER, type DuckDBConnection } from '@duckdb/node-api'
import type { ServiceCalls } from '../linking/ServiceCalls'
import type { ServiceNumbers } from '../linking/ServiceNumbers'
import { TableAppender } from '../linking/TableAppender'

/** Percentiles of the durations of calls, as `service_dependencies` has them. */
const SHARES = [0.5, 0.95, 0.99]

/**
 * Makes `stage.calls`, the calls between services by the numbers of their names, with percentiles in nanoseconds and
 * NaN for none, and `stage.names`, the names by number.
 */
export async function stageCalls(
  writer: DuckDBConnection,
  run: (statement: string) => Promise<void>,
  calls: ServiceCalls,
  services: ServiceNumbers,
): Promise<void> {
  const { count, caller, callee, callCount, errorCount, percentiles } = calls.summary(SHARES)
  const columns = { caller: INTEGER, callee: INTEGER, call_count: INTEGER, error_count: INTEGER }
  const table = await TableAppender.create(writer, 'stage', 'calls', {
    ...columns,
    p50: DOUBLE,
    p95: DOUBLE,
    p99: DOUBLE,
  })
  table.append(count, [caller, callee, callCount, errorCount, ...percentiles])
  table.close()

  const rows = Int32Array.from(calls.nameRows)
  const named = await TableAppender.create(writer, 'stage', 'name_rows', { number: INTEGER, span_row: INTEGER })
  named.append(rows.length, [Int32Array.from(rows.keys()), rows])
  named.close()
  await run(`CREATE TABLE stage.names AS SELECT number, peer AS name
    FROM stage.name_rows JOIN archive.store.span_rows USING (span_row)`)
  const appender = await writer.createAppender('names', 'main', 'stage')
  for (const [service, key] of services.keys.entries()) {
    const number = calls.findName(key)
    if (number < 0) continue
    appender.appendInteger(number)
    appender.appendVarchar(services.names[service] ?? '')
    appender.endRow()
  }
  appender.closeSync()
}
