import type { Failure } from '../../../preload/contract/failure'
import type { SqlParameters } from '../../../preload/contract/sql/parameters'
import type { SqlResult, SqlValue } from '../../../preload/contract/sql/sql'
import { BlockCache } from '../../state/blockCache.svelte'
import { BLOCK } from '../../state/blocks'
import { startWork } from '../../state/idle'
import type { Session } from '../../state/session.svelte'
import type { RowRange } from '../../ui/scaledScroll'
import { columnLayout, type GridColumn } from './columnLayout'
import type { GridPlace } from './gridMove'
import { screenWidths } from './screenWidths'

/** A statement as it was run: its text, and where in the editor that stood. */
export interface RunStatement {
  text: string
  from: number
}

/** Width of the numbers before the rows. */
export const GUTTER = 64

/** A statement that runs or ran, and its rows. The SQL host holds them under the name `session`. */
export class StatementRun {
  /** What was asked for, and under which name it is held. */
  readonly archive: string
  readonly session: string
  readonly statement: RunStatement
  readonly parameters: SqlParameters
  /** Since when it runs (as `performance.now()`), and how much of it is done where DuckDB tells. */
  running = $state.raw<{ startedAt: number; percentage: number | null } | undefined>()
  result = $state.raw<SqlResult | undefined>()
  failure = $state.raw<Failure | undefined>()
  /** The columns of `result` side by side. */
  columns = $state.raw<GridColumn[]>([])
  /** How far the rows are scrolled, in pixels of rows. */
  offset = $state(0)
  cell = $state.raw<GridPlace>({ row: 0, column: 0 })
  inspecting = $state(false)
  readonly #rows = new BlockCache<SqlValue[]>()
  readonly #explorer: Session
  #isLeft = false
  readonly #controller = new AbortController()

  constructor(
    explorer: Session,
    asked: { archive: string; session: string; statement: RunStatement; parameters: SqlParameters },
  ) {
    this.#explorer = explorer
    this.archive = asked.archive
    this.session = asked.session
    this.statement = asked.statement
    this.parameters = asked.parameters
  }

  /** Why rows in sight cannot be had. */
  get rowFailure(): Failure | undefined {
    return this.#rows.failure
  }

  /** Runs it, once; resolves when it has ended, however it did. */
  async run(): Promise<void> {
    const { signal } = this.#controller
    const startedAt = performance.now()
    this.running = { startedAt, percentage: null }
    const endWork = startWork()
    const { value, failure } = await this.#explorer.explorer.shell.ask(
      'sql.run',
      { archive: this.archive, session: this.session, statement: this.statement.text },
      { signal, onProgress: ({ percentage }) => (this.running &&= { startedAt, percentage }) },
    )
    endWork()
    this.running = undefined
    this.failure = failure
    if (value) this.#show(value)
  }

  /** Stops it, or sees that it never runs. */
  cancel(): void {
    this.#controller.abort()
  }

  /** The program lets go of its rows: the next statement takes their place. */
  leave(): void {
    this.#isLeft = true
  }

  get isCancelled(): boolean {
    return this.#controller.signal.aborted
  }

  rowAt(index: number): SqlValue[] | undefined {
    return this.#rows.at(index)
  }

  want(range: RowRange): void {
    if (this.result && !this.#isLeft) this.#rows.want(range)
  }

  #show(result: SqlResult): void {
    this.result = result
    this.columns = columnLayout(result.columns, result.rows, screenWidths(), GUTTER)
    const { archive, session } = this
    this.#rows.reset(result.rowCount, result.rows.slice(0, BLOCK), (block, signal) =>
      this.#explorer.explorer.shell.ask(
        'sql.rows',
        { archive, session, resultId: result.resultId, first: block * BLOCK, count: BLOCK },
        { signal },
      ),
    )
  }
}
