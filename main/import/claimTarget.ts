import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { Failed } from '../../preload/contract/failure'
import { failureToOpen } from '../archive/openArchive'

/** A database in the work folder which DuckDB locks as long as the import runs. */
export const CLAIM_FILE = 'claim.duckdb'

/**
 * Makes room for an import into the archive `into`: the file that will replace it, and a folder for what
 * is needed on the way. What an import that was killed has left there is removed; fails with
 * `archive_in_use` while another import is writing there, and where the folder cannot be written.
 */
export async function claimTarget(into: string): Promise<{ target: string; workFolder: string }> {
  const target = `${into}.importing`
  const workFolder = `${target}.work`
  if (await isLocked(join(workFolder, CLAIM_FILE), into)) throw new Failed({ code: 'archive_in_use', path: into })
  try {
    for (const path of [target, `${target}.wal`, workFolder]) await rm(path, { recursive: true, force: true })
    await mkdir(workFolder)
  } catch (error) {
    throw new Failed({
      code: 'import_failed',
      path: into,
      problem: error instanceof Error ? error.message : String(error),
    })
  }
  return { target, workFolder }
}

async function isLocked(path: string, into: string): Promise<boolean> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  )
  if (!exists) return false
  try {
    const instance = await DuckDBInstance.create(path)
    instance.closeSync()
    return false
  } catch (error) {
    return failureToOpen(into, error).code === 'archive_in_use'
  }
}
