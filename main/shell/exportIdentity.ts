import { createHash } from 'node:crypto'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Failed } from '../../preload/contract/failure'
import { readableProblem } from '../hosts/readableProblem'
import { archivesFolder } from '../archive/dataFolder'

/** Raised whenever the importer would make another archive of the same files, so that they are imported anew. */
const IMPORTER_VERSION = 4

export interface ExportIdentity {
  /** What to call the export: the name of its file or folder. */
  name: string
  /** Real paths of what the user named. */
  sources: string[]
  /** The program's archive of exactly these files as they are now. */
  archive: string
}

/** Names the archive of an export after the real paths, sizes and times of all its files. */
export async function identifyExport(paths: string[], signal?: AbortSignal): Promise<ExportIdentity> {
  const sources = await resolvePaths(paths)
  const hash = createHash('sha256').update(String(IMPORTER_VERSION))
  for (const source of sources) {
    for (const file of await filesWithin(source)) {
      if (signal?.aborted) throw new Failed({ code: 'cancelled' })
      const { size, mtimeMs } = await stat(file)
      hash.update(JSON.stringify([file, size, mtimeMs]))
    }
  }
  const readable = basename(sources[0] ?? '')
    .replace(/[^\w.-]+/g, '_')
    .slice(0, 60)
  return {
    name: nameOfSources(sources),
    sources,
    archive: join(archivesFolder(), `${readable}-${hash.digest('hex').slice(0, 16)}.duckdb`),
  }
}

/** What to call an archive that was made from these: `shop.json and 2 more`. */
export function nameOfSources([first = '', ...more]: string[]): string {
  return more.length > 0 ? `${basename(first)} and ${more.length} more` : basename(first)
}

/** The real paths, each once, sorted. Fails with `file_unreadable`. */
export async function resolvePaths(paths: string[]): Promise<string[]> {
  return [...new Set(await Promise.all(paths.map(resolvePath)))].sort()
}

async function resolvePath(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    throw new Failed({ code: 'file_unreadable', path, problem: readableProblem(error) })
  }
}

/** The file itself, or every regular file below the folder, in a stable order. */
async function filesWithin(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
