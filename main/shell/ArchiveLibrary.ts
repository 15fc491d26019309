import { mkdir, open, readdir, realpath, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import type { ImportProgress, OpenedArchive, RecentArchive } from '../../preload/contract/archive'
import { connect, type Context } from '../../preload/contract/channel'
import type { QueryRequests } from '../../preload/contract/explorer'
import { Failed } from '../../preload/contract/failure'
import type { QueryHosts } from '../hosts/QueryHosts'
import { runImport } from '../hosts/runImport'
import type { HostProcess, SpawnHost } from '../hosts/spawnHost'
import { archivesFolder, sampleFolder } from './dataFolder'
import { identifyExport, readableProblem } from './exportIdentity'
import { RecentList } from './RecentList'
import { writeSampleOnce } from './writeSampleOnce'

interface Surroundings {
  spawnHost: SpawnHost
  queryHosts: QueryHosts<HostProcess>
  /** Where the build put the entries of the hosts. */
  entryFolder: string
}

/** The archives on this machine: opens exports and archives, and remembers what was opened. */
export class ArchiveLibrary {
  readonly #surroundings: Surroundings
  readonly #recent = new RecentList()
  readonly #opened = new Set<string>()
  /** Imports under way by the archive that they make: who asks for the same one waits for it. */
  readonly #importing = new Map<string, Promise<unknown>>()

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
  }

  /** Whether an archive was opened through this library: only then may it be asked things. */
  isOpen(archive: string): boolean {
    return this.#opened.has(archive)
  }

  async open(paths: string[], context: Context<ImportProgress>): Promise<OpenedArchive> {
    const [path = ''] = paths
    if (paths.length === 1 && (await isArchive(path))) {
      const archive = await realpath(path)
      const known = (await this.#recent.read()).find((entry) => entry.path === archive)
      return this.#remember({
        path: archive,
        name: known?.name ?? basename(archive),
        sources: known?.sources ?? [],
        report: null,
        reused: false,
      })
    }
    const { name, sources, archive } = await identifyExport(paths)
    return this.#openExport({ name, sources, archive }, context)
  }

  async openSample(context: Context<ImportProgress>): Promise<OpenedArchive> {
    const path = await writeSampleOnce(sampleFolder())
    const { sources, archive } = await identifyExport([path])
    return this.#openExport({ name: 'Sample: a shop, one hour', sources, archive }, context)
  }

  async recent(): Promise<RecentArchive[]> {
    const entries = await this.#recent.read()
    return Promise.all(
      entries.map(async (entry) => {
        const size = await stat(entry.path).then(
          ({ size }) => size,
          () => null,
        )
        return { ...entry, byteCount: size ?? 0, owned: isOwned(entry.path), present: size !== null }
      }),
    )
  }

  remove(path: string): Promise<void> {
    return this.#recent.remove(path)
  }

  /** Deletes an archive which the program made itself; an archive of the user's own is only forgotten. */
  async delete(path: string): Promise<void> {
    if (isOwned(path)) {
      await this.#surroundings.queryHosts.end(path)
      await Promise.all([path, `${path}.wal`].map((file) => rm(file, { force: true })))
    }
    this.#opened.delete(path)
    await this.#recent.remove(path)
  }

  /** Removes what imports that were cut short left behind. Those under way write often and are left alone. */
  async removeOldLeftovers(): Promise<void> {
    const names = await readdir(archivesFolder()).catch(() => [])
    for (const name of names.filter((name) => name.includes('.importing'))) {
      const path = join(archivesFolder(), name)
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
      if (Date.now() - mtimeMs > 600_000) await rm(path, { recursive: true, force: true })
    }
  }

  async #openExport(
    { name, sources, archive }: { name: string; sources: string[]; archive: string },
    { signal, progress }: Context<ImportProgress>,
  ): Promise<OpenedArchive> {
    await this.#importing.get(archive)?.catch(() => undefined)
    if (await exists(archive)) return this.#remember({ path: archive, name, sources, report: null, reused: true })

    const { spawnHost, entryFolder } = this.#surroundings
    await mkdir(archivesFolder(), { recursive: true })
    const running = runImport(
      spawnHost,
      entryFolder,
      { paths: sources, into: archive },
      { signal, onProgress: progress },
    )
    this.#importing.set(archive, running)
    const { value: report, failure } = await running.finally(() => this.#importing.delete(archive))
    if (failure) throw new Failed(failure)
    return this.#remember({ path: archive, name, sources, report, reused: false })
  }

  async #remember({ sources, ...opened }: OpenedArchive & { sources: string[] }): Promise<OpenedArchive> {
    const client = connect<QueryRequests>(this.#surroundings.queryHosts.hostOf(opened.path).connect())
    const { value: summary, failure } = await client.ask('archive.summary', {})
    client.close()
    if (failure) throw new Failed(failure)
    this.#opened.add(opened.path)
    const { path, name } = opened
    const { spanCount, traceCount } = summary
    await this.#recent.add({ path, name, sources, spanCount, traceCount, openedAt: Date.now() })
    return opened
  }
}

function isOwned(path: string): boolean {
  return dirname(path) + sep === archivesFolder() + sep
}

/** A DuckDB file says so at byte 8: https://duckdb.org/docs/stable/internals/storage */
async function isArchive(path: string): Promise<boolean> {
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

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
