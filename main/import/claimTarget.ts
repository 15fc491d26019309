import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Failed } from '../../preload/contract/failure'

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
  if (await isClaimed(join(workFolder, CLAIM_FILE))) throw new Failed({ code: 'archive_in_use', path: into })
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

/** DuckDB is loaded only where there is something to be asked of it. */
async function isClaimed(path: string): Promise<boolean> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  )
  return exists && (await import('./isLocked')).isLocked(path)
}
