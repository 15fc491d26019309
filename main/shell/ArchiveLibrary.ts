import { mkdir, realpath, rm, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { OpenedArchive, OpeningProgress, RecentArchive } from '../../preload/contract/archive'
import { connect, type Context } from '../../preload/contract/channel'
import type { QueryRequests } from '../../preload/contract/explorer'
import { Failed } from '../../preload/contract/failure'
import { cancelledBy } from '../hosts/cancelledBy'
import type { QueryHosts } from '../hosts/QueryHosts'
import type { SpareHosts } from '../hosts/SpareHosts'
import type { HostProcess } from '../hosts/spawnHost'
import type { SqlConsoles } from '../hosts/SqlConsoles'
import type { TraceExports } from '../hosts/TraceExports'
import { ArchiveChanges } from './ArchiveChanges'
import { archivesFolder, sampleFolder } from '../archive/dataFolder'
import { identifyExport, nameOfSources, resolvePaths, type ExportIdentity } from './exportIdentity'
import { Importer } from './Importer'
import { isArchive } from './isArchive'
import { RecentList, type RecentEntry } from './RecentList'
import { writeSampleOnce } from './writeSampleOnce'

interface Surroundings {
  spares: SpareHosts<HostProcess>
  queryHosts: QueryHosts<HostProcess>
  consoles: SqlConsoles
  exports: TraceExports
  /** Where the build put the entries of the hosts. */
  entryFolder: string
}

/** The archives on this machine: opens exports and archives, adds to them, and remembers what was opened. */
export class ArchiveLibrary {
  readonly #queryHosts: QueryHosts<HostProcess>
  readonly #consoles: SqlConsoles
  readonly #exports: TraceExports
  readonly #importer: Importer
  readonly #changes: ArchiveChanges
  readonly #recent = new RecentList()
  readonly #opened = new Set<string>()
  /** While it is being written. */
  #sample: Promise<string> | undefined

  constructor({ spares, queryHosts, consoles, exports, entryFolder }: Surroundings) {
    this.#queryHosts = queryHosts
    this.#consoles = consoles
    this.#exports = exports
    this.#importer = new Importer(spares, entryFolder)
    this.#changes = new ArchiveChanges((archive) => this.#letGo(archive))
  }

  /** Starts what the next opening will need, so that it need not wait. */
  prepare(): void {
    this.#importer.prepare()
    this.#queryHosts.prepare()
  }

  /** Whether an archive was opened through this library: only then may it be asked things. */
  isOpen(archive: string): boolean {
    return this.#opened.has(archive)
  }

  /** Opens an archive as it is, and anything else through the archive that is made of it, or was already. */
  async open(paths: string[], context: Context<OpeningProgress>): Promise<OpenedArchive> {
    const [path = ''] = paths
    if (paths.length === 1 && (await isArchive(path))) {
      const archive = await realpath(path)
      const known = await this.#recall(archive)
      return this.#remember({
        path: archive,
        name: known?.name ?? basename(archive),
        sources: known?.sources ?? [],
        report: null,
        reused: false,
      })
    }
    return this.#openExport(await identifyExport(paths, context.signal), context)
  }

  async openSample(context: Context<OpeningProgress>): Promise<OpenedArchive> {
    this.#sample ??= writeSampleOnce(sampleFolder()).finally(() => (this.#sample = undefined))
    const path = await cancelledBy(context.signal, this.#sample)
    return this.#openExport({ ...(await identifyExport([path])), name: 'Sample: a shop, one hour' }, context)
  }

  /** Imports files and folders into an open archive. What shows it is told of the change before this resolves. */
  async add(archive: string, paths: string[], context: Context<OpeningProgress>): Promise<OpenedArchive> {
    this.requireOpen(archive)
    const added = await resolvePaths(paths)
    const report = await this.#importer.run({ paths: added, into: archive }, context)
    await this.#changes.check(archive)
    const { name = basename(archive), sources = [] } = (await this.#recall(archive)) ?? {}
    const united = sources.length > 0 ? [...new Set([...sources, ...added])] : []
    return this.#remember({
      path: archive,
      name: name === nameOfSources(sources) ? nameOfSources(united) : name,
      sources: united,
      report,
      reused: false,
    })
  }

  /** Calls `onChange` whenever the file of an open archive has become another, until the signal is aborted. */
  followChanges(archive: string, onChange: () => void, signal: AbortSignal): Promise<void> {
    this.requireOpen(archive)
    return this.#changes.follow(archive, onChange, signal)
  }

  requireOpen(archive: string): void {
    if (!this.isOpen(archive))
      throw new Failed({ code: 'archive_unreadable', path: archive, problem: 'it is not open' })
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
      await this.#letGo(path)
      await Promise.all([path, `${path}.wal`].map((file) => rm(file, { force: true })))
      this.#changes.forget(path)
    }
    this.#opened.delete(path)
    await this.#recent.remove(path)
  }

  async #openExport(
    { name, sources, archive }: ExportIdentity,
    context: Context<OpeningProgress>,
  ): Promise<OpenedArchive> {
    const isMissing = async () => (await sizeOf(archive)) === null
    await mkdir(archivesFolder(), { recursive: true })
    const report = (await isMissing())
      ? await this.#importer.run({ paths: sources, into: archive }, context, isMissing)
      : null
    if (report !== null) return this.#remember({ path: archive, name, sources, report, reused: false })
    const known = await this.#recall(archive)
    const addedCount = (known?.sources.length ?? 0) - sources.length
    if (!known || addedCount <= 0) return this.#remember({ path: archive, name, sources, report, reused: true })
    const { name: knownName, sources: united } = known
    return this.#remember({ path: archive, name: knownName, sources: united, report, reused: true, addedCount })
  }

  /** Ends the processes that have the archive open. */
  async #letGo(archive: string): Promise<void> {
    await Promise.all([this.#queryHosts.end(archive), this.#consoles.close(archive), this.#exports.end(archive)])
  }

  async #recall(archive: string): Promise<RecentEntry | undefined> {
    return (await this.#recent.read()).find((entry) => entry.path === archive)
  }

  async #remember({ sources, ...opened }: OpenedArchive & { sources: string[] }): Promise<OpenedArchive> {
    const { path, name } = opened
    await this.#changes.check(path)
    const client = connect<QueryRequests>(this.#queryHosts.hostOf(path).connect(path))
    const { value: size, failure } = await client.ask('archive.size', {})
    client.close()
    if (failure) throw new Failed(failure)
    this.#opened.add(path)
    const { spanCount, traceCount, onlyTraceId } = size
    await this.#recent.add({ path, name, sources, spanCount, traceCount, openedAt: Date.now() })
    return { ...opened, ...(onlyTraceId !== null && { onlyTraceId }) }
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
