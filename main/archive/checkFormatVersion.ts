import type { DuckDBConnection } from '@duckdb/node-api'
import { Failed } from '../../preload/contract/failure'
import { FORMAT_VERSION, OLDEST_FORMAT_VERSION } from './formatVersion'

/**
 * The format version of the archive at `path`, which `connection` has open as its present database or,
 * if named, as `catalog`. Fails for what is not an archive, and for versions that are not read here.
 */
export async function checkFormatVersion(
  connection: DuckDBConnection,
  path: string,
  catalog?: string,
): Promise<number> {
  const version = await readFormatVersion(connection, catalog)
  if (version === null) {
    throw new Failed({
      code: 'archive_unreadable',
      path,
      problem: 'it is a DuckDB database, but not an archive of traces',
    })
  }
  if (version > FORMAT_VERSION) {
    throw new Failed({ code: 'archive_newer', path, formatVersion: version, supportedVersion: FORMAT_VERSION })
  }
  if (version < OLDEST_FORMAT_VERSION) {
    const problem = `it has format ${version}; this version reads formats from ${OLDEST_FORMAT_VERSION} to ${FORMAT_VERSION}`
    throw new Failed({ code: 'archive_unreadable', path, problem })
  }
  return version
}

async function readFormatVersion(connection: DuckDBConnection, catalog: string | undefined): Promise<number | null> {
  const found = await connection.runAndReadAll(
    `SELECT count(*) FROM duckdb_columns()
     WHERE database_name = ${catalog === undefined ? 'current_database()' : '$1'}
       AND schema_name = 'main' AND table_name = 'archive' AND column_name = 'format_version'`,
    catalog === undefined ? [] : [catalog],
  )
  if (found.value(0, 0) !== 1n) return null
  const relation = catalog === undefined ? 'main.archive' : `"${catalog.replaceAll('"', '""')}".main.archive`
  const rows = await connection.runAndReadAll(`SELECT format_version::INTEGER FROM ${relation}`)
  const version = rows.currentRowCount > 0 ? rows.value(0, 0) : null
  return typeof version === 'number' ? version : null
}
