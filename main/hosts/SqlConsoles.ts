import { SqlConsole } from './SqlConsole'
import type { SpawnHost } from './spawnHost'

/** One SQL console for each archive, made when first asked for. */
export class SqlConsoles {
  readonly #consoles = new Map<string, SqlConsole>()
  readonly #spawnHost: SpawnHost
  readonly #entryFolder: string

  constructor(spawnHost: SpawnHost, entryFolder: string) {
    this.#spawnHost = spawnHost
    this.#entryFolder = entryFolder
  }

  of(archive: string): SqlConsole {
    const present = this.#consoles.get(archive)
    if (present) return present
    const made = new SqlConsole({ spawnHost: this.#spawnHost, entryFolder: this.#entryFolder, archive })
    this.#consoles.set(archive, made)
    return made
  }

  /** Ends the processes that have an archive open; whoever asks again gets others. */
  async close(archive: string): Promise<void> {
    await this.#consoles.get(archive)?.close()
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#consoles.values()].map((console) => console.close()))
    this.#consoles.clear()
  }
}
