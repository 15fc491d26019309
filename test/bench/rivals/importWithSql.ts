import { availableParallelism } from 'node:os'
import { stat } from 'node:fs/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import { DERIVED_TABLES } from './derivedTables.ts'
import { JAEGER_TABLES } from './jaegerTables.ts'
import { OTLP_TABLES } from './otlpTables.ts'

/**
 * `importWithSql.ts otlp|jaeger <export> <archive>`: makes the tables of an archive with DuckDB's own SQL. What ours
 * does besides is left out: merging, accounting, the critical path, service dependencies, types of attributes.
 */
const [, , format, path = '', archive = ''] = process.argv
const instance = await DuckDBInstance.create(archive, { storage_compatibility_version: 'v1.5.0' })
const connection = await instance.connect()
const mostBytes = format === 'jaeger' ? (await stat(path)).size + 1 : 16 << 20
const quoted = `'${path.replaceAll("'", "''")}'`
const tables = (format === 'jaeger' ? JAEGER_TABLES : OTLP_TABLES)
  .replaceAll('$path', quoted)
  .replaceAll('$most_bytes', String(mostBytes))

await connection.run(`SET threads = ${availableParallelism()}`)
await connection.run(tables)
await connection.run(DERIVED_TABLES)
await connection.run('CHECKPOINT')
connection.closeSync()
instance.closeSync()
