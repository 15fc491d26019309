import { open } from 'node:fs/promises'
import { Failed } from '../../preload/contract/failure'
import { readableProblem } from '../hosts/readableProblem'

/**
 * Whether a path is a DuckDB file, which says so at byte 8: https://duckdb.org/docs/stable/internals/storage
 * A folder is none. Fails with `file_unreadable`.
 */
export async function isArchive(path: string): Promise<boolean> {
  try {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(12), 0, 12, 0)
      return bytesRead === 12 && buffer.toString('latin1', 8) === 'DUCK'
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EISDIR') return false
    throw new Failed({ code: 'file_unreadable', path, problem: readableProblem(error) })
  }
}
