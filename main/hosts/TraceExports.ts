import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { connect, type Context } from '../../preload/contract/channel'
import type { ExportProgress, TraceFileFormat } from '../../preload/contract/exports'
import { Failed } from '../../preload/contract/failure'
import { cancelledBy } from './cancelledBy'
import type { ExportRequests } from './hostRequests'
import type { HostProcess, SpawnHost } from './spawnHost'

interface WantedExport {
  archive: string
  traceId: string
  format: TraceFileFormat
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
    const host = this.#spawnHost(this.#entryFile)
    this.#running.set(host, wanted.archive)
    try {
      const asked = connect<ExportRequests>(host.connect()).ask('export.write', wanted, { onProgress: progress })
      const { failure } = await cancelledBy(signal, asked)
      if (failure?.code === 'connection_closed') {
        const { stderr } = await host.ended
        throw new Failed({ code: 'host_ended', host: 'export', reason: 'crashed', detail: stderr.trim() })
      }
      if (failure) throw new Failed(failure)
    } finally {
      host.kill()
      await host.ended
      this.#running.delete(host)
      await rm(`${wanted.file}.part`, { force: true })
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
