import type { DuckDBConnection } from '@duckdb/node-api'

/** By the number that linking gave a trace: its `trace_key`. */
export async function readTraceKeys(connection: DuckDBConnection, traceCount: number): Promise<Int32Array> {
  const keys = new Int32Array(traceCount)
  const found = await connection.run('SELECT trace, trace_key FROM stage.trace_order')
  for (let chunk = await found.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await found.fetchChunk()) {
    const traces = chunk.getColumnValues(0)
    for (const [index, key] of chunk.getColumnValues(1).entries()) keys[Number(traces[index])] = Number(key)
  }
  return keys
}
