import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectConsole, openConsole } from '../../main/console/openConsole'
import { whyRefused } from '../../main/console/refusedFunctions'
import { shopArchive } from './shopArchive'

let archive: string
let folder: string
let instance: DuckDBInstance
let connection: DuckDBConnection

beforeAll(async () => {
  archive = await shopArchive()
  folder = await mkdtemp(join(tmpdir(), 'second-wall-'))
  await writeFile(join(folder, 'secret.csv'), 'secret\n1\n')
  const temporaryFolder = join(folder, 'temporary')
  instance = await openConsole({ archive, memoryLimitBytes: 2 ** 28, temporaryFolder, writableFile: null })
  connection = await connectConsole(instance)
})
afterAll(async () => {
  connection.closeSync()
  instance.closeSync()
  await rm(dirname(archive), { recursive: true })
  await rm(folder, { recursive: true })
})

it.each([
  [`FROM read_text('$FOLDER/secret.csv')`, 'file system operations are disabled by configuration'],
  [`FROM '$FOLDER/secret.csv'`, 'file system operations are disabled by configuration'],
  [`FROM glob('$FOLDER/*')`, 'file system operations are disabled by configuration'],
  [`COPY (SELECT 1) TO '$FOLDER/out.csv'`, 'file system operations are disabled by configuration'],
  [`ATTACH '$FOLDER/other.duckdb'`, 'file system operations are disabled by configuration'],
  [`INSTALL httpfs`, 'file system operations are disabled'],
  [`LOAD httpfs`, 'is disabled'],
  [`SET enable_external_access = true`, 'the configuration has been locked'],
  [`SET lock_configuration = false`, 'the configuration has been locked'],
  [`SET allowed_configs = ['threads']`, 'the configuration has been locked'],
  [`SET memory_limit = '100GB'`, 'the configuration has been locked'],
  [`RESET temp_directory`, 'the configuration has been locked'],
  [`CREATE TABLE main.a AS SELECT 1`, 'attached in read-only mode'],
  [`DELETE FROM archive`, 'attached in read-only mode'],
])('refuses what passes the first wall: %s', async (statement, message) => {
  await expect(connection.run(statement.replace('$FOLDER', folder))).rejects.toThrow(message)
})

it('knows no function which nobody has looked at', async () => {
  const reader = await connection.runAndReadAll(
    `SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type LIKE 'table%' ORDER BY 1`,
  )
  const allowed = reader.getRows().flatMap(([name]) => (whyRefused(String(name)) === null ? [String(name)] : []))
  expect(allowed.join(' ')).toMatchInlineSnapshot(
    `"ancestors_of descendants_of duckdb_approx_database_count duckdb_columns duckdb_connection_count duckdb_constraints duckdb_coordinate_systems duckdb_databases duckdb_dependencies duckdb_extensions duckdb_external_file_cache duckdb_functions duckdb_indexes duckdb_keywords duckdb_log_contexts duckdb_logs duckdb_logs_parsed duckdb_memory duckdb_optimizers duckdb_prepared_statements duckdb_profiling_settings duckdb_schemas duckdb_secret_types duckdb_sequences duckdb_settings duckdb_table_sample duckdb_tables duckdb_temporary_files duckdb_types duckdb_variables duckdb_views generate_series histogram histogram_values icu_calendar_names json_each json_tree pg_timezone_names pragma_collations pragma_database_size pragma_metadata_info pragma_platform pragma_show pragma_storage_info pragma_table_info pragma_user_agent pragma_version range repeat repeat_row summary test_all_types test_vector_types unnest"`,
  )
})
