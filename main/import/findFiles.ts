import { readdir, realpath, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Failed } from '../../preload/contract/failure'

export interface FoundFile {
  path: string
  bytes: number
}

export interface FoundFiles {
  /** Each file once, sorted by path. */
  files: FoundFile[]
  /** What lies in the folders and could not be read. */
  unreadable: { path: string; problem: string }[]
}

/**
 * All regular files at and below `paths`, links followed, without those that `isOwn` names.
 * Fails where one of `paths` itself is not there, and where there is no file at all.
 */
export async function findFiles(
  paths: string[],
  isOwn: (path: string) => boolean,
  signal: AbortSignal,
): Promise<FoundFiles> {
  const files = new Map<string, FoundFile>()
  const unreadable: FoundFiles['unreadable'] = []
  const seenFolders = new Set<string>()
  const open = paths.map((path) => ({ path: resolve(path), given: true }))
  for (let next = open.pop(); next; next = open.pop()) {
    if (signal.aborted) throw new Failed({ code: 'cancelled' })
    const { path, given } = next
    try {
      const found = await stat(path)
      if (found.isFile()) {
        if (!isOwn(path)) files.set(path, { path, bytes: found.size })
      } else if (found.isDirectory()) {
        const real = await realpath(path)
        if (seenFolders.has(real)) continue
        seenFolders.add(real)
        for (const name of await readdir(path)) open.push({ path: join(path, name), given: false })
      }
    } catch (error) {
      const problem = problemOf(error)
      if (given) throw new Failed({ code: 'file_unreadable', path, problem })
      unreadable.push({ path, problem })
    }
  }
  if (files.size === 0) throw new Failed({ code: 'nothing_to_import', paths })
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1)
  return { files: [...files.values()].sort(byPath), unreadable: unreadable.sort(byPath) }
}

function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'no such file'
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  return error.message
}
