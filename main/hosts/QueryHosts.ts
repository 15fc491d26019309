import { join } from 'node:path'
import type { SpareHosts } from './SpareHosts'
import type { HostProcess } from './spawnHost'

/** One query host for each archive that is being shown; it is started when first asked for. */
export class QueryHosts<Host extends HostProcess> {
  readonly #hosts = new Map<string, Host>()
  readonly #spares: SpareHosts<Host>
  readonly #entryFile: string

  constructor(spares: SpareHosts<Host>, entryFolder: string) {
    this.#spares = spares
    this.#entryFile = join(entryFolder, 'queryHost.js')
  }

  /** Has a host ready for the next archive. */
  prepare(): void {
    this.#spares.prepare(this.#entryFile)
  }

  /** Whoever connects to it names the archive as what for. */
  hostOf(archive: string): Host {
    const running = this.#hosts.get(archive)
    if (running) return running
    const host = this.#spares.spawn(this.#entryFile)
    this.#hosts.set(archive, host)
    void host.ended.then(() => {
      if (this.#hosts.get(archive) === host) this.#hosts.delete(archive)
    })
    return host
  }

  /** Ends the host of an archive, so that its file can be replaced or deleted. */
  async end(archive: string): Promise<void> {
    const host = this.#hosts.get(archive)
    // Whoever asks from now on gets another host, and not the one that is about to end.
    this.#hosts.delete(archive)
    host?.kill()
    await host?.ended
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.#hosts.keys()].map((archive) => this.end(archive)))
  }
}
