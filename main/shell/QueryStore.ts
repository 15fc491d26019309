import { copyFile, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failed } from '../../preload/contract/failure'
import type { KeptTab, QueryLanguage, QueryList, RecentQuery, SavedQuery } from '../../preload/contract/queries'
import { readableProblem } from '../hosts/readableProblem'
import { dataFolder } from '../archive/dataFolder'
import { holdingLock } from './holdingLock'
import { formatQueryFile, lastRuns, readQueryFile, type KeptQueries } from './queryFile'

/**
 * The queries that were saved, those that were asked lately and the tabs of the SQL workbench, in `queries.json` beside the archives. Several
 * processes may change it at once. Fails with `file_unreadable` and `file_unwritable`.
 */
export class QueryStore {
  readonly #file = join(dataFolder(), 'queries.json')
  /** A copy of the file as it was when a part of it could not be read, until somebody has seen that it is there. */
  readonly #damaged = join(dataFolder(), 'queries.damaged.json')
  /** Changes are made in the order in which they were asked for. */
  #last: Promise<unknown> = Promise.resolve()

  async list(language: QueryLanguage): Promise<QueryList> {
    const { saved, recent, damaged } = await this.#read()
    const copied = await stat(this.#damaged).catch(() => null)
    return {
      saved: saved.filter((query) => query.language === language),
      recent: recent.filter((query) => query.language === language),
      damaged: copied ? this.#damaged : damaged ? this.#file : null,
    }
  }

  /** Keeps a query, or what was changed about one: it is known by its id. */
  save(query: SavedQuery): Promise<void> {
    return this.#change(({ saved, ...others }) => ({ ...others, saved: withChanged(saved, query) }))
  }

  remove(id: string): Promise<void> {
    return this.#change(({ saved, ...others }) => ({ ...others, saved: saved.filter((query) => query.id !== id) }))
  }

  /** Notes that a query was asked, in the place of what is known of the same one. */
  record(query: RecentQuery): Promise<void> {
    return this.#change(({ recent, ...others }) => ({ ...others, recent: [query, ...without(recent, query)] }))
  }

  forget(query: Pick<RecentQuery, 'language' | 'text'>): Promise<void> {
    return this.#change(({ recent, ...others }) => ({ ...others, recent: without(recent, query) }))
  }

  /** The tabs of the SQL workbench. */
  async tabs(): Promise<KeptTab[]> {
    return (await this.#read()).tabs
  }

  keepTab(tab: KeptTab): Promise<void> {
    return this.#change(({ tabs, ...others }) => ({ ...others, tabs: withChanged(tabs, tab) }))
  }

  closeTab(id: string): Promise<void> {
    return this.#change(({ tabs, ...others }) => ({ ...others, tabs: tabs.filter((tab) => tab.id !== id) }))
  }

  /** The user knows of the damage: what was damaged stays, and is no longer spoken of. */
  async dismissDamage(): Promise<void> {
    await this.#change((kept) => kept)
    await this.#putAway()
  }

  async #read(): Promise<KeptQueries & { damaged: boolean }> {
    try {
      return readQueryFile(await readFile(this.#file, 'utf8'))
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return readQueryFile('')
      throw new Failed({ code: 'file_unreadable', path: this.#file, problem: readableProblem(error) })
    }
  }

  #change(change: (kept: KeptQueries) => KeptQueries): Promise<void> {
    const changed = this.#last.then(() => this.#rewrite(change))
    this.#last = changed.catch(() => undefined)
    return changed
  }

  async #rewrite(change: (kept: KeptQueries) => KeptQueries): Promise<void> {
    try {
      await mkdir(dataFolder(), { recursive: true })
      await holdingLock(`${this.#file}.lock`, async () => {
        const kept = await this.#read()
        if (kept.damaged) {
          await this.#putAway()
          await copyFile(this.#file, this.#damaged)
        }
        const changed = change(kept)
        const content = formatQueryFile({ ...changed, recent: lastRuns(changed.recent) })
        await writeFile(`${this.#file}.new`, content, { flush: true })
        await rename(`${this.#file}.new`, this.#file)
      })
    } catch (error) {
      if (error instanceof Failed) throw error
      throw new Failed({ code: 'file_unwritable', path: this.#file, problem: readableProblem(error) })
    }
  }

  /** Gives the damaged copy, where there is one, a name of its own for good. */
  async #putAway(): Promise<void> {
    await rename(this.#damaged, join(dataFolder(), `queries.damaged-${Date.now()}.json`)).catch(() => undefined)
  }
}

/** With one in the place of the one of its id, or at the end. */
function withChanged<Kept extends { id: string }>(all: readonly Kept[], one: Kept): Kept[] {
  return all.some(({ id }) => id === one.id) ? all.map((old) => (old.id === one.id ? one : old)) : [...all, one]
}

function without(recent: RecentQuery[], { language, text }: Pick<RecentQuery, 'language' | 'text'>): RecentQuery[] {
  return recent.filter((query) => query.language !== language || query.text !== text)
}
