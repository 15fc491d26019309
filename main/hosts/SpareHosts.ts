import type { HostOptions, HostProcess } from './spawnHost'

/** Starts hosts ahead of need: to be there takes a process longer than many an answer. */
export class SpareHosts<Host extends HostProcess> {
  readonly #start: (entryFile: string, options?: HostOptions) => Host
  readonly #spares = new Map<string, Host>()

  constructor(start: (entryFile: string, options?: HostOptions) => Host) {
    this.#start = start
  }

  /** Sees to it that the next one who wants a host without options finds it running. */
  prepare(entryFile: string): void {
    if (this.#spares.has(entryFile)) return
    const host = this.#start(entryFile)
    this.#spares.set(entryFile, host)
    void host.ended.then(() => {
      if (this.#spares.get(entryFile) === host) this.#spares.delete(entryFile)
    })
  }

  /** The host that waits, or else a new one. */
  readonly spawn = (entryFile: string, options?: HostOptions): Host => {
    const spare = options === undefined ? this.#spares.get(entryFile) : undefined
    if (!spare) return this.#start(entryFile, options)
    this.#spares.delete(entryFile)
    return spare
  }

  async endAll(): Promise<void> {
    const spares = [...this.#spares.values()]
    for (const host of spares) host.kill()
    await Promise.all(spares.map(({ ended }) => ended))
  }
}
