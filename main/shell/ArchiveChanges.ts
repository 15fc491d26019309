import { stat } from 'node:fs/promises'

/** How often the archives that are shown are looked at: one `stat` each. */
const LOOK_MS = 1_000

/**
 * Notices when the file of an archive is replaced, by an import of this program or of another process.
 * What still reads the file that was there before is let go of, and then whoever follows the archive is told.
 */
export class ArchiveChanges {
  readonly #letGo: (archive: string) => Promise<void>
  readonly #lookMs: number
  readonly #identities = new Map<string, string>()
  readonly #followers = new Map<string, Set<() => void>>()
  /** Looks at one archive come one after another. */
  readonly #looking = new Map<string, Promise<void>>()
  #timer: NodeJS.Timeout | undefined

  /** `letGo` ends the processes that have the archive open. */
  constructor(letGo: (archive: string) => Promise<void>, lookMs = LOOK_MS) {
    this.#letGo = letGo
    this.#lookMs = lookMs
  }

  /** Looks now. The first look at an archive only takes note of its file; a file that is missing is no change. */
  check(archive: string): Promise<void> {
    const looked = (this.#looking.get(archive) ?? Promise.resolve()).then(() => this.#look(archive))
    this.#looking.set(archive, looked)
    const forget = () => {
      if (this.#looking.get(archive) === looked) this.#looking.delete(archive)
    }
    looked.then(forget, forget)
    return looked
  }

  /** Forgets an archive that is deleted. */
  forget(archive: string): void {
    this.#identities.delete(archive)
  }

  /** Calls `onChange` after each change, until the signal is aborted. */
  follow(archive: string, onChange: () => void, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve()
      const followers = this.#followers.get(archive) ?? new Set()
      this.#followers.set(archive, followers.add(onChange))
      this.#timer ??= setInterval(() => this.#lookAtAll(), this.#lookMs).unref()
      signal.addEventListener('abort', () => {
        followers.delete(onChange)
        if (followers.size === 0) this.#followers.delete(archive)
        if (this.#followers.size === 0) this.#stop()
        resolve()
      })
    })
  }

  #stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #lookAtAll(): void {
    for (const archive of this.#followers.keys()) if (!this.#looking.has(archive)) void this.check(archive)
  }

  async #look(archive: string): Promise<void> {
    const identity = await identityOf(archive)
    if (identity === null) return
    const before = this.#identities.get(archive)
    this.#identities.set(archive, identity)
    if (before === undefined || before === identity) return
    await this.#letGo(archive)
    for (const onChange of this.#followers.get(archive) ?? []) onChange()
  }
}

async function identityOf(path: string): Promise<string | null> {
  try {
    const { dev, ino, size, mtimeNs } = await stat(path, { bigint: true })
    return [dev, ino, size, mtimeNs].join(' ')
  } catch {
    return null
  }
}
