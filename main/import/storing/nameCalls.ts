import type { DuckDBConnection } from '@duckdb/node-api'
import { nameKey } from '../linking/nameKeys'

const encoder = new TextEncoder()

/** Makes `stage.names`: every name that a call may mention, by its key. */
export async function nameCalls(reader: DuckDBConnection, writer: DuckDBConnection): Promise<void> {
  await writer.run('CREATE TABLE stage.all_names (key DOUBLE, name VARCHAR)')
  const appender = await writer.createAppender('all_names', 'main', 'stage')
  const found = await reader.run(`SELECT DISTINCT service_name FROM archive.store.resources
    UNION SELECT DISTINCT peer FROM archive.store.span_rows WHERE peer IS NOT NULL`)
  for (let chunk = await found.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await found.fetchChunk()) {
    for (const [name] of chunk.getRows()) {
      appender.appendDouble(nameKey(encoder.encode(String(name))))
      appender.appendVarchar(String(name))
      appender.endRow()
    }
  }
  appender.closeSync()
  await writer.run('CREATE TABLE stage.names AS SELECT key, min(name) AS name FROM stage.all_names GROUP BY key')
}
