import { mkdir, readdir, realpath, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ImportProgress, ImportReport, OpenedArchive, RecentArchive } from '../../preload/contract/archive'
import { connect, type Context } from '../../preload/contract/channel'
import type { QueryRequests } from '../../preload/contract/explorer'
import { Failed } from '../../preload/contract/failure'
import type { QueryHosts } from '../hosts/QueryHosts'
import { runImport } from '../hosts/runImport'
import type { HostProcess, SpawnHost } from '../hosts/spawnHost'
import { archivesFolder, sampleFolder } from './dataFolder'
import { identifyExport, type ExportIdentity } from './exportIdentity'
import { isArchive } from './isArchive'
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
  /** The last import of each archive that is being made: whoever wants the same one comes after it. */
  readonly #importing = new Map<string, Promise<void>>()

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
  }

  /** Whether an archive was opened through this library: only then may it be asked things. */
  isOpen(archive: string): boolean {
    return this.#opened.has(archive)
  }

  /** Opens an archive as it is, and anything else through the archive that is made of it, or was already. */
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
    return this.#openExport(await identifyExport(paths), context)
  }

  async openSample(context: Context<ImportProgress>): Promise<OpenedArchive> {
    const path = await writeSampleOnce(sampleFolder())
    return this.#openExport({ ...(await identifyExport([path])), name: 'Sample: a shop, one hour' }, context)
  }

  async recent(): Promise<RecentArchive[]> {
    const entries = await this.#recent.read()
    return Promise.all(
      entries.map(async (entry) => {
        const size = await sizeOf(entry.path)
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
    { name, sources, archive }: ExportIdentity,
    context: Context<ImportProgress>,
  ): Promise<OpenedArchive> {
    const report = await this.#afterOthers(archive, async () =>
      (await sizeOf(archive)) === null ? this.#import(sources, archive, context) : null,
    )
    return this.#remember({ path: archive, name, sources, report, reused: report === null })
  }

  #afterOthers<Value>(archive: string, work: () => Promise<Value>): Promise<Value> {
    const done = (this.#importing.get(archive) ?? Promise.resolve()).then(work)
    const ended = done.then(
      () => undefined,
      () => undefined,
    )
    this.#importing.set(archive, ended)
    void ended.then(() => {
      if (this.#importing.get(archive) === ended) this.#importing.delete(archive)
    })
    return done
  }

  async #import(paths: string[], into: string, { signal, progress }: Context<ImportProgress>): Promise<ImportReport> {
    const { spawnHost, entryFolder } = this.#surroundings
    await mkdir(archivesFolder(), { recursive: true })
    const options = { signal, onProgress: progress }
    const { value: report, failure } = await runImport(spawnHost, entryFolder, { paths, into }, options)
    if (failure) throw new Failed(failure)
    return report
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
  return dirname(path) === archivesFolder()
}

/** Bytes of a file; null when it is not there. */
function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  )
}
