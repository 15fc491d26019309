import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { dataFolder } from '../archive/dataFolder'

const recentEntry = z.object({
  path: z.string(),
  name: z.string(),
  sources: z.array(z.string()),
  spanCount: z.number(),
  traceCount: z.number(),
  openedAt: z.number(),
})
export type RecentEntry = z.infer<typeof recentEntry>

/** The archives that were opened, latest first, in `recent.json` beside the archives. */
export class RecentList {
  readonly #file = join(dataFolder(), 'recent.json')
  /** Changes are made one after another. */
  #last: Promise<unknown> = Promise.resolve()

  /** An unreadable list counts as empty: it holds nothing that cannot be opened again. */
  async read(): Promise<RecentEntry[]> {
    try {
      return z.array(recentEntry).parse(JSON.parse(await readFile(this.#file, 'utf8')))
    } catch {
      return []
    }
  }

  add(entry: RecentEntry): Promise<void> {
    return this.#change((entries) => [entry, ...entries.filter(({ path }) => path !== entry.path)].slice(0, 200))
  }

  remove(path: string): Promise<void> {
    return this.#change((entries) => entries.filter((entry) => entry.path !== path))
  }

  #change(change: (entries: RecentEntry[]) => RecentEntry[]): Promise<void> {
    const changed = this.#last.then(async () => {
      const entries = change(await this.read())
      await mkdir(dataFolder(), { recursive: true })
      await writeFile(`${this.#file}.new`, JSON.stringify(entries, null, 2))
      await rename(`${this.#file}.new`, this.#file)
    })
    this.#last = changed.catch(() => undefined)
    return changed
  }
}
