import type { DuckDBConnection } from '@duckdb/node-api'

/** Numbers traces anew where merged parts have changed their starts and with them their order. */
export async function renumberTraces(connection: DuckDBConnection): Promise<void> {
  await connection.run(`CREATE TABLE stage.new_trace_keys AS
    SELECT trace_key, new_key FROM (
      SELECT t.trace_key, (row_number() OVER (ORDER BY nullif(start_ns, (-9223372036854775808)::BIGINT) NULLS LAST, trace_id) - 1)::INTEGER AS new_key
      FROM stage.traces t JOIN stage.trace_keys k ON k.trace_key = t.trace_key
    ) WHERE trace_key <> new_key`)
  const changed = await connection.runAndReadAll('SELECT count(*) > 0 FROM stage.new_trace_keys')
  if (changed.value(0, 0) !== true) return
  for (const table of ['trace_keys', 'linked', 'traces']) {
    await connection.run(
      `UPDATE stage.${table} t SET trace_key = n.new_key FROM stage.new_trace_keys n WHERE n.trace_key = t.trace_key`,
    )
  }
}
