import type { Result } from '../../../preload/contract/channel'
import type { Failure } from '../../../preload/contract/failure'
import type { QueryLanguage, QueryList, RecentQuery, SavedQuery } from '../../../preload/contract/queries'
import { Asking } from '../../state/asking.svelte'
import { startWork } from '../../state/idle'
import { perSession } from '../../state/perSession'
import type { Session } from '../../state/session.svelte'
import type { QueryRow } from './queryRows'

/** Something that can be taken back: what was done, and how. */
interface Undoable {
  done: string
  undo: () => Promise<Result<null>>
}

/** The queries of one language that were saved, and those that were asked lately, as the program keeps them. */
export class KeptQueries {
  readonly list = new Asking<QueryList>()
  /** Why the last change was not kept. */
  failure = $state.raw<Failure | undefined>()
  #undoables = $state.raw<readonly Undoable[]>([])
  /** The search that is not answered yet. */
  #asked = $state.raw<RecentQuery | undefined>()
  readonly language: QueryLanguage
  readonly #session: Session

  constructor(session: Session, language: QueryLanguage) {
    this.#session = session
    this.language = language
  }

  /** What was done last and can be taken back. */
  get undoable(): string | undefined {
    return this.#undoables.at(-1)?.done
  }

  async refresh(): Promise<void> {
    await this.list.ask((signal) => this.#shell.ask('queries.list', { language: this.language }, { signal }))
  }

  /** The user asked a query. It is noted at once: one that is never answered is wanted again most. */
  searched(text: string): void {
    this.#asked = undefined
    if (text === '') return
    this.#asked = {
      language: this.language,
      text,
      ranAt: Date.now(),
      archive: this.#session.archive?.name ?? '',
      found: null,
      elapsedMs: null,
    }
    void this.#record(this.#asked)
  }

  /** A query was answered, with so many traces or rows in so many milliseconds; null where it failed, or is not known. */
  answered(text: string, found: number | null, elapsedMs: number | null = null): void {
    const asked = this.#asked
    if (asked?.text !== text) return
    this.#asked = undefined
    if (found !== null) void this.#record({ ...asked, found, elapsedMs })
  }

  /** Saves a query under a name: in the place of `replaced`, where there is such a one. */
  async save(query: Pick<SavedQuery, 'text' | 'name' | 'description'>, replaced?: SavedQuery): Promise<void> {
    const { id, savedAt } = replaced ?? { id: crypto.randomUUID(), savedAt: Date.now() }
    const saved = await this.#change(() =>
      this.#shell.ask('queries.save', { id, savedAt, language: this.language, ...query }),
    )
    if (!saved || !replaced || replaced.text === query.text) return
    this.#canUndo(`Replaced “${replaced.name}”.`, () => this.#shell.ask('queries.save', replaced))
  }

  /** Takes the name from a saved query, or a recent one off the list. */
  async remove({ section, saved, run }: QueryRow): Promise<void> {
    if (section === 'saved' && saved) {
      this.#hide((list) => ({ ...list, saved: list.saved.filter(({ id }) => id !== saved.id) }))
      const removed = await this.#change(() => this.#shell.ask('queries.remove', { id: saved.id }))
      if (removed) this.#canUndo(`Deleted “${saved.name}”.`, () => this.#shell.ask('queries.save', saved))
    } else if (run) {
      this.#hide((list) => ({ ...list, recent: list.recent.filter(({ text }) => text !== run.text) }))
      const removed = await this.#change(() =>
        this.#shell.ask('queries.forget', { language: this.language, text: run.text }),
      )
      if (removed) this.#canUndo('Removed a recent query.', () => this.#shell.ask('queries.record', run))
    }
  }

  /** Takes back what was done last. */
  async undo(): Promise<void> {
    const last = this.#undoables.at(-1)
    if (!last) return
    this.#undoables = this.#undoables.slice(0, -1)
    await this.#change(last.undo)
  }

  /** What was done stays so. */
  settle(): void {
    this.#undoables = []
  }

  async dismissDamage(): Promise<void> {
    await this.#change(() => this.#shell.ask('queries.dismissDamage', {}))
  }

  get #shell() {
    return this.#session.explorer.shell
  }

  /** At once, so that the next key means the next query. */
  #hide(hide: (list: QueryList) => QueryList): void {
    if (this.list.answer) this.list.answer = hide(this.list.answer)
  }

  #canUndo(done: string, undo: Undoable['undo']): void {
    this.#undoables = [...this.#undoables, { done, undo }]
  }

  /** Whether it was kept. The list follows. */
  async #change(change: () => Promise<Result<null>>): Promise<boolean> {
    const endWork = startWork()
    const { failure } = await change()
    this.failure = failure
    await this.refresh()
    endWork()
    return !failure
  }

  async #record(query: RecentQuery): Promise<void> {
    const endWork = startWork()
    this.failure = (await this.#shell.ask('queries.record', query)).failure
    endWork()
  }
}

/** The TraceQL queries of a session. */
export const keptQueriesOf = perSession((session) => new KeptQueries(session, 'traceql'))

/** The SQL statements of a session. */
export const keptStatementsOf = perSession((session) => new KeptQueries(session, 'sql'))
