import { DuckDBInstance } from '@duckdb/node-api'
import { failureToOpen } from '../archive/openArchive'

/** Whether another process has the database at `path` open. */
export async function isLocked(path: string): Promise<boolean> {
  try {
    const instance = await DuckDBInstance.create(path)
    instance.closeSync()
    return false
  } catch (error) {
    return failureToOpen(path, error).code === 'archive_in_use'
  }
}
