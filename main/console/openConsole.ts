import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { FORMAT_VERSION } from '../archive/formatVersion'
import { macroStatements } from '../archive/macros/macros'
import { openArchive } from '../archive/openArchive'
import { textLiteral } from '../archive/sql'

export interface ConsoleOptions {
  archive: string
  memoryLimitBytes: number
  temporaryFolder: string
  writableFile: string | null
}

/**
 * The second wall: the archive READ_ONLY, no file outside the temporary folder, no extensions, and a
 * configuration that cannot be changed again. DuckDB itself still allows the archive and the temporary folder
 * to be written to by COPY, which is why there is a first wall.
 */
export async function openConsole(options: ConsoleOptions): Promise<DuckDBInstance> {
  const { instance, connection } = await openArchive(options.archive, {
    memory_limit: `${Math.floor(options.memoryLimitBytes / 1024)}KiB`,
    temp_directory: options.temporaryFolder,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_persistent_secrets: 'false',
  })
  const settings = [
    // Failures then carry their place in the text, in bytes.
    'SET GLOBAL errors_as_json = true',
    "SET GLOBAL TimeZone = 'UTC'",
    ...(options.writableFile === null ? [] : [`SET allowed_paths = [${textLiteral(options.writableFile)}]`]),
    'SET enable_external_access = false',
    // What the progress of a statement needs can be set for one connection at a time alone.
    "SET allowed_configs = ['enable_progress_bar', 'enable_progress_bar_print']",
    'SET lock_configuration = true',
  ]
  for (const setting of settings) await connection.run(setting)
  connection.closeSync()
  return instance
}

/** A connection of which `progress` can be asked, with all macros: archives of older formats lack some. */
export async function connectConsole(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect()
  const format = await connection.runAndReadAll('SELECT format_version FROM main.archive')
  if (format.value(0, 0) !== FORMAT_VERSION) await connection.run(macroStatements('TEMP').join(';\n'))
  await connection.run('SET enable_progress_bar = true')
  await connection.run('SET enable_progress_bar_print = false')
  return connection
}
