import { join } from 'node:path'
import type { HostProcess } from './spawnHost'

/** One query host for each archive that is being shown; it is started when first asked for. */
export class QueryHosts<Host extends HostProcess> {
  readonly #hosts = new Map<string, Host>()
  readonly #spawn: (entryFile: string, options: { arguments: string[] }) => Host
  readonly #entryFile: string

  constructor(spawn: (entryFile: string, options: { arguments: string[] }) => Host, entryFolder: string) {
    this.#spawn = spawn
    this.#entryFile = join(entryFolder, 'queryHost.js')
  }

  hostOf(archive: string): Host {
    const running = this.#hosts.get(archive)
    if (running) return running
    const host = this.#spawn(this.#entryFile, { arguments: [archive] })
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
