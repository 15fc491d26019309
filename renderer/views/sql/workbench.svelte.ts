import type { OpenedArchive } from '../../../preload/contract/archive'
import type { SqlVocabulary } from '../../../preload/contract/sql/vocabulary'
import { parametersOf } from '../../../preload/contract/sql/parametersOf'
import type { SqlParameters } from '../../../preload/contract/sql/parameters'
import { keptStatementsOf } from '../../query/kept/keptQueries.svelte'
import { queryOf } from '../../query/traceQuery'
import { startWork } from '../../state/idle'
import { perSession } from '../../state/perSession'
import type { Session } from '../../state/session.svelte'
import { timeDisplay } from '../../state/timeDisplay.svelte'
import { FIRST_STATEMENT } from './firstStatement'
import { readParameter } from './parameters/readParameter'
import { QueryTab } from './QueryTab.svelte'
import { StatementRun, type RunStatement } from './StatementRun.svelte'

/** As tall as the first statement. */
export const EDITOR_HEIGHT = 280
/** Milliseconds without a key after which a text is kept. */
const KEEP_AFTER = 250

/** A tab that will be kept, when nothing more is changed in it. */
interface Unkept {
  tab: QueryTab
  timer: ReturnType<typeof setTimeout>
  endWork: () => void
}

/** The tabs with their texts and results. It outlives its view. */
export class Workbench {
  /** Empty until those of the last time are there. */
  tabs = $state.raw<readonly QueryTab[]>([])
  current = $state.raw<QueryTab | undefined>()
  vocabulary = $state.raw<SqlVocabulary | undefined>()
  editorHeight = $state(EDITOR_HEIGHT)
  sideWidth = $state(232)
  inspectorWidth = $state(360)
  readonly #session: Session
  #archive: OpenedArchive | undefined
  #restored: Promise<void> | undefined
  /** Changes that are not kept yet. Nothing is drawn from it. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #unkept = new Set<Unkept>()

  constructor(session: Session) {
    this.#session = session
    window.addEventListener('pagehide', () => [...this.#unkept].forEach((one) => this.#keepNow(one)))
  }

  /** Turns to an archive. Texts stay; what came of them goes. */
  turnTo(archive: OpenedArchive | undefined): void {
    if (archive === this.#archive) return
    this.#archive = archive
    for (const tab of this.tabs) tab.forget()
    this.vocabulary = undefined
    void this.#learn()
  }

  /** Takes up the tabs of the last time, once. */
  restore(): Promise<void> {
    return (this.#restored ??= this.#restore())
  }

  /** Opens a tab and turns to it. */
  add(text = '', name = ''): QueryTab {
    const tab = new QueryTab({ id: crypto.randomUUID(), name, text, cursor: text.length, values: {} })
    this.tabs = [...this.tabs, tab]
    this.current = tab
    this.keep(tab)
    return tab
  }

  turn(tab: QueryTab): void {
    this.current = tab
    this.keep(tab)
  }

  /** To the tab that is so many further on, round and round. */
  step(by: number): void {
    if (!this.current) return
    const next = this.tabs[(this.tabs.indexOf(this.current) + by + this.tabs.length) % this.tabs.length]
    if (next) this.turn(next)
  }

  /** Closes a tab; there is always one. */
  close(tab: QueryTab): void {
    const place = this.tabs.indexOf(tab)
    tab.forget()
    this.#forget(tab)
    this.tabs = this.tabs.filter((other) => other !== tab)
    if (this.current === tab) this.current = this.tabs[Math.min(place, this.tabs.length - 1)]
    void this.#shell.ask('tabs.close', { id: tab.id })
    if (this.tabs.length === 0) this.add()
  }

  /** Turns to a tab with this text, which is opened unless there is one. */
  bring(text: string, name = ''): QueryTab {
    const known = this.tabs.find((tab) => tab.text.trim() === text.trim())
    if (known) {
      this.turn(known)
      return known
    }
    const blank = this.current && (this.current.text.trim() === '' || this.current.text === FIRST_STATEMENT)
    if (!this.current || !blank || this.current.runs.length > 0) return this.add(text, name)
    this.current.text = text
    this.current.name = name
    this.current.cursor = text.length
    this.keep(this.current)
    return this.current
  }

  /** Keeps a tab over restarts, when it has not been changed for a moment. */
  keep(tab: QueryTab): void {
    const endWork = startWork()
    this.#forget(tab)
    const unkept: Unkept = { tab, endWork, timer: setTimeout(() => this.#keepNow(unkept), KEEP_AFTER) }
    this.#unkept.add(unkept)
  }

  /** Runs statements of a tab one after the other; what still runs of it is cancelled. */
  async run(tab: QueryTab, statements: readonly RunStatement[]): Promise<void> {
    const archive = this.#archive?.path
    const parameters = parametersIn(tab, statements)
    const selection = queryOf(this.#session.route.parameters).filter
    if (archive === undefined || statements.length === 0 || !parameters) return
    tab.cancel()
    const runs = statements.map((statement, place) => {
      return new StatementRun(this.#session, {
        archive,
        session: `${tab.id} ${place}`,
        statement,
        parameters,
        selection,
      })
    })
    const left = tab.runs
    for (const run of left) run.leave()
    tab.before = tab.shown?.result ? tab.shown : undefined
    tab.runs = runs
    tab.shown = runs[0]
    runs.forEach(({ columns }, place) => columns.takeOver(left[place]?.columns))
    const kept = keptStatementsOf(this.#session)
    for (const run of runs) {
      if (tab.runs !== runs || run.isCancelled) return
      kept.searched(run.statement.text.trim())
      await run.run()
      kept.answered(run.statement.text.trim(), run.result?.rowCount ?? null, run.result?.elapsedMs)
    }
  }

  #forget(tab: QueryTab): void {
    for (const unkept of this.#unkept) {
      if (unkept.tab !== tab) continue
      clearTimeout(unkept.timer)
      unkept.endWork()
      this.#unkept.delete(unkept)
    }
  }

  #keepNow({ tab }: Unkept): void {
    const { id, name, text, cursor, values } = tab
    const endWork = startWork()
    this.#forget(tab)
    void this.#shell.ask('tabs.keep', { id, name, text, cursor, values, keptAt: Date.now() }).finally(endWork)
  }

  get #shell() {
    return this.#session.explorer.shell
  }

  async #restore(): Promise<void> {
    const endWork = startWork()
    const { value } = await this.#shell.ask('tabs.list', {})
    endWork()
    const kept = value ?? []
    this.tabs = kept.map((tab) => new QueryTab(tab))
    const last = kept.reduce((best, { keptAt }, place) => (keptAt > (kept[best]?.keptAt ?? 0) ? place : best), 0)
    this.current = this.tabs[last]
    if (!this.current) this.add(FIRST_STATEMENT)
  }

  async #learn(): Promise<void> {
    const archive = this.#archive
    if (!archive) return
    const endWork = startWork()
    const { value } = await this.#shell.ask('sql.vocabulary', { archive: archive.path })
    endWork()
    if (this.#archive === archive) this.vocabulary = value
  }
}

/** The values of the parameters that statements have; undefined where one cannot be read. */
function parametersIn(tab: QueryTab, statements: readonly RunStatement[]): SqlParameters | undefined {
  const parameters: SqlParameters = {}
  for (const name of new Set(statements.flatMap(({ text }) => parametersOf(text)))) {
    const { value } = readParameter(tab.valueOf(name), timeDisplay.zone)
    if (!value) return undefined
    parameters[name] = value
  }
  return parameters
}

/** The one workbench of a session. */
export const workbenchOf = perSession((session) => new Workbench(session))
