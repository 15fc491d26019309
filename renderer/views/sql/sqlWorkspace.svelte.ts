import type { OpenedArchive } from '../../../preload/contract/archive'
import type { Failure } from '../../../preload/contract/failure'
import type { SqlResult, SqlValue } from '../../../preload/contract/sql/sql'
import type { SqlVocabulary } from '../../../preload/contract/sql/vocabulary'
import { startWork } from '../../state/idle'
import { perSession } from '../../state/perSession'
import type { Session } from '../../state/session.svelte'
import type { RowRange } from '../../ui/scaledScroll'
import { BlockCache } from '../../state/blockCache.svelte'
import { BLOCK } from '../../state/blocks'
import { columnLayout, type GridColumn } from './columnLayout'
import { FIRST_STATEMENT } from './firstStatement'
import type { GridPlace } from './gridMove'
import { screenWidths } from './screenWidths'

/** A statement as it was run: its text, and where in the editor that stood. */
export interface RunStatement {
  text: string
  from: number
}

/** As tall as the first statement. */
export const EDITOR_HEIGHT = 280

/** Width of the numbers before the rows. */
export const GUTTER = 64

/** The editor's text, the statement that runs and the last result. It outlives its view. */
export class SqlWorkspace {
  /** The editor's text and selection as they are kept while the view is away. */
  text = FIRST_STATEMENT
  cursor = FIRST_STATEMENT.length
  vocabulary = $state.raw<SqlVocabulary | undefined>()
  /** What runs, since when (as `performance.now()`), and how much of it is done where DuckDB tells. */
  running = $state.raw<{ statement: RunStatement; startedAt: number; percentage: number | null } | undefined>()
  result = $state.raw<SqlResult | undefined>()
  failure = $state.raw<Failure | undefined>()
  /** The statement of `result` or `failure`. */
  statement = $state.raw<RunStatement | undefined>()
  /** The columns of `result` side by side. */
  columns = $state.raw<GridColumn[]>([])
  /** How far the rows are scrolled, in pixels of rows. */
  offset = $state(0)
  cell = $state.raw<GridPlace>({ row: 0, column: 0 })
  inspecting = $state(false)
  editorHeight = $state(EDITOR_HEIGHT)
  sideWidth = $state(264)
  inspectorWidth = $state(360)
  readonly #rows = new BlockCache<SqlValue[]>()
  readonly #session: Session
  /** Results are held under this name until the next statement. */
  readonly #name = crypto.randomUUID()
  #archive: OpenedArchive | undefined
  #controller: AbortController | undefined

  constructor(session: Session) {
    this.#session = session
  }

  /** Why rows in sight cannot be had. */
  get rowFailure(): Failure | undefined {
    return this.#rows.failure
  }

  /** Turns to an archive. The text stays; what came of it goes. */
  turnTo(archive: OpenedArchive | undefined): void {
    if (archive === this.#archive) return
    this.#archive = archive
    this.cancel()
    this.#forget()
    this.failure = undefined
    this.vocabulary = undefined
    void this.#learn()
  }

  /** Puts a statement behind what is written, unless it is there already, and the cursor into it. */
  bring(statement: string): RunStatement {
    const written = this.text.trimEnd()
    if (written === '' || this.text === FIRST_STATEMENT) this.text = statement
    else if (!this.text.includes(statement)) this.text = `${written}${written.endsWith(';') ? '' : ';'}\n\n${statement}`
    const from = this.text.lastIndexOf(statement)
    this.cursor = from + statement.length
    return { text: statement, from }
  }

  /** Runs a statement; one that still runs is cancelled. */
  async run(statement: RunStatement): Promise<void> {
    const archive = this.#archive?.path
    if (archive === undefined) return
    this.#controller?.abort()
    const controller = new AbortController()
    this.#controller = controller
    const startedAt = performance.now()
    this.running = { statement, startedAt, percentage: null }
    this.failure = undefined
    const endWork = startWork()
    const { value, failure } = await this.#session.explorer.shell.ask(
      'sql.run',
      { archive, session: this.#name, statement: statement.text },
      {
        signal: controller.signal,
        onProgress: ({ percentage }) => {
          if (this.#controller === controller) this.running = { statement, startedAt, percentage }
        },
      },
    )
    endWork()
    if (this.#controller !== controller) return
    this.#controller = undefined
    this.running = undefined
    this.#forget()
    this.statement = statement
    this.failure = failure
    if (value) this.#show(archive, value)
  }

  cancel(): void {
    this.#controller?.abort()
  }

  rowAt(index: number): SqlValue[] | undefined {
    return this.#rows.at(index)
  }

  want(range: RowRange): void {
    // The program lets go of the last result when the next statement begins.
    if (this.result && !this.running) this.#rows.want(range)
  }

  #show(archive: string, result: SqlResult): void {
    this.result = result
    this.columns = columnLayout(result.columns, result.rows, screenWidths(), GUTTER)
    this.#rows.reset(result.rowCount, result.rows.slice(0, BLOCK), (block, signal) =>
      this.#session.explorer.shell.ask(
        'sql.rows',
        { archive, session: this.#name, resultId: result.resultId, first: block * BLOCK, count: BLOCK },
        { signal },
      ),
    )
  }

  #forget(): void {
    this.#rows.clear()
    this.result = undefined
    this.statement = undefined
    this.offset = 0
    this.cell = { row: 0, column: 0 }
  }

  async #learn(): Promise<void> {
    const archive = this.#archive
    if (!archive) return
    const endWork = startWork()
    const { value } = await this.#session.explorer.shell.ask('sql.vocabulary', { archive: archive.path })
    endWork()
    if (this.#archive === archive) this.vocabulary = value
  }
}

/** The one workspace of a session. */
export const sqlWorkspaceOf = perSession((session) => new SqlWorkspace(session))
