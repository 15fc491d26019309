import { stat } from 'node:fs/promises'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { Failed, type Failure } from '../../preload/contract/failure'
import { checkFormatVersion } from './checkFormatVersion'

export interface OpenArchive {
  instance: DuckDBInstance
  /** A first connection; close it before the instance. */
  connection: DuckDBConnection
  formatVersion: number
}

/**
 * Opens an archive READ_ONLY. `config` holds further options of DuckDB for the start, such as `threads`.
 * One process must not open the same file twice.
 */
export async function openArchive(path: string, config: Record<string, string> = {}): Promise<OpenArchive> {
  await requireFile(path)
  let instance: DuckDBInstance
  try {
    instance = await DuckDBInstance.create(path, { ...config, access_mode: 'READ_ONLY' })
  } catch (error) {
    throw new Failed(failureToOpen(path, error))
  }
  const connection = await instance.connect()
  try {
    return { instance, connection, formatVersion: await checkFormatVersion(connection, path) }
  } catch (error) {
    connection.closeSync()
    instance.closeSync()
    throw error instanceof Failed ? error : new Failed(failureToOpen(path, error))
  }
}

/** What DuckDB's error on opening the file at `path` means. */
export function failureToOpen(path: string, error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error)
  if (/Could not set lock|being used by another process/.test(message)) return { code: 'archive_in_use', path }
  return { code: 'archive_unreadable', path, problem: message.split('\n')[0] ?? message }
}

async function requireFile(path: string): Promise<void> {
  try {
    if ((await stat(path)).isFile()) return
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const problem = missing ? 'no such file' : String(error instanceof Error ? error.message : error)
    throw new Failed({ code: 'archive_unreadable', path, problem })
  }
  throw new Failed({ code: 'archive_unreadable', path, problem: 'it is not a file' })
}
