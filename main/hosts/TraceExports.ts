import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { connect, type Client, type Context, type Result } from '../../preload/contract/channel'
import type { ExportProgress, TraceFileFormat } from '../../preload/contract/exports'
import type {
  ExtractFormat,
  ExtractProgress,
  ExtractReport,
  Redaction,
  TraceSelection,
} from '../../preload/contract/extract'
import { Failed } from '../../preload/contract/failure'
import { cancelledBy } from './cancelledBy'
import type { ExportRequests } from './hostRequests'
import { removeLeftovers } from './runImport'
import type { HostProcess, SpawnHost } from './spawnHost'

interface WantedExport {
  archive: string
  traceId: string
  format: TraceFileFormat
  /** Absolute; replaced if it exists. */
  file: string
}

interface WantedExtract {
  archive: string
  selection: TraceSelection
  format: ExtractFormat
  redactions: Redaction[]
  /** Absolute; replaced if it exists. */
  file: string
}

/** Writes traces to files, each in a host of its own. */
export class TraceExports {
  readonly #spawnHost: SpawnHost
  readonly #entryFile: string
  readonly #running = new Map<HostProcess, string>()

  constructor(spawnHost: SpawnHost, entryFolder: string) {
    this.#spawnHost = spawnHost
    this.#entryFile = join(entryFolder, 'exportHost.js')
  }

  /** Leaves the whole file, or what was there before. Fails with `cancelled` as soon as the signal is aborted. */
  async write(wanted: WantedExport, { signal, progress }: Context<ExportProgress>): Promise<void> {
    await this.#inHost(wanted, signal, (host) => host.ask('export.write', wanted, { onProgress: progress }))
  }

  /** Likewise for whole traces, redacted. */
  extract(wanted: WantedExtract, { signal, progress }: Context<ExtractProgress>): Promise<ExtractReport> {
    return this.#inHost(wanted, signal, (host) => host.ask('export.extract', wanted, { onProgress: progress }))
  }

  async #inHost<Value>(
    { archive, file }: { archive: string; file: string },
    signal: AbortSignal,
    ask: (host: Client<ExportRequests>) => Promise<Result<Value>>,
  ): Promise<Value> {
    const host = this.#spawnHost(this.#entryFile)
    this.#running.set(host, archive)
    let isOthers = false
    try {
      const { value, failure } = await cancelledBy(signal, ask(connect<ExportRequests>(host.connect())))
      if (failure?.code === 'connection_closed') {
        const { stderr } = await host.ended
        throw new Failed({ code: 'host_ended', host: 'export', reason: 'crashed', detail: stderr.trim() })
      }
      isOthers = failure?.code === 'archive_in_use'
      if (failure) throw new Failed(failure)
      return value
    } finally {
      host.kill()
      await host.ended
      this.#running.delete(host)
      await rm(`${file}.part`, { force: true })
      // What lies there belongs to whoever is writing there.
      if (!isOthers) await removeLeftovers(file)
    }
  }

  /** Ends what reads an archive, so that its file can be replaced or deleted. */
  async end(archive: string): Promise<void> {
    const hosts = [...this.#running].flatMap(([host, of]) => (of === archive ? [host] : []))
    for (const host of hosts) host.kill()
    await Promise.all(hosts.map(({ ended }) => ended))
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.#running.values()].map((archive) => this.end(archive)))
  }
}
