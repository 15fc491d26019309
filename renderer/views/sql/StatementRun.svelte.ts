import type { Result } from '../../../preload/contract/channel'
import type { TraceFilter } from '../../../preload/contract/explorer'
import type { Failure } from '../../../preload/contract/failure'
import type { Arrangement, ArrangedResult, EarlyRows } from '../../../preload/contract/sql/held'
import type { SqlParameters } from '../../../preload/contract/sql/parameters'
import type { SqlColumn, SqlResult, SqlValue } from '../../../preload/contract/sql/sql'
import { BlockCache } from '../../state/blockCache.svelte'
import { BLOCK } from '../../state/blocks'
import { Asking } from '../../state/asking.svelte'
import { startWork } from '../../state/idle'
import type { Session } from '../../state/session.svelte'
import type { RowRange } from '../../ui/scaledScroll'
import { GridColumns } from './grid/GridColumns.svelte'
import type { GridPlace } from './grid/gridMove'

/** A statement as it was run: its text, and where in the editor that stood. */
export interface RunStatement {
  text: string
  from: number
}

/** What is asked of the program, and under which name it holds the rows. */
export interface AskedStatement {
  archive: string
  session: string
  statement: RunStatement
  parameters: SqlParameters
  /** What `selected_spans` holds. */
  selection: TraceFilter | null
}

const AS_IT_IS: Arrangement = { order: [], filters: [] }

/** A statement that runs or ran, its rows, and how they are shown. */
export class StatementRun {
  readonly asked: AskedStatement
  /** Since when it runs (as `performance.now()`), and how much of it is done where DuckDB tells. */
  running = $state.raw<{ startedAt: number; percentage: number | null } | undefined>()
  /** The first rows while it still runs. */
  early = $state.raw<EarlyRows | undefined>()
  result = $state.raw<SqlResult | undefined>()
  failure = $state.raw<Failure | undefined>()
  /** How the rows are to be sorted and filtered: `arranging` tells when they are. */
  arrangement = $state.raw<Arrangement>(AS_IT_IS)
  readonly arranging = new Asking<ArrangedResult>()
  readonly columns = new GridColumns()
  /** How far the rows are scrolled, in pixels of rows. */
  offset = $state(0)
  /** The cell that has the keys, its column as a place among those shown. */
  cell = $state.raw<GridPlace>({ row: 0, column: 0 })
  /** The other corner of what is selected; undefined for the cell alone. */
  anchor = $state.raw<GridPlace | undefined>()
  inspecting = $state(false)
  #arranged = $state.raw<ArrangedResult | undefined>()
  #isLeft = false
  readonly #rows = new BlockCache<SqlValue[]>()
  readonly #session: Session
  readonly #controller = new AbortController()

  constructor(session: Session, asked: AskedStatement) {
    this.#session = session
    this.asked = asked
  }

  get statement(): RunStatement {
    return this.asked.statement
  }

  /** Of the result, or of the first rows of it. */
  get resultColumns(): readonly SqlColumn[] {
    return (this.result ?? this.early)?.columns ?? []
  }

  /** Rows that are shown: of the result, as filtered. */
  get rowCount(): number {
    return this.#arranged?.rowCount ?? this.result?.rowCount ?? this.early?.rows.length ?? 0
  }

  get isArranged(): boolean {
    return this.arrangement.order.length > 0 || this.arrangement.filters.length > 0
  }

  /** What names the held rows, as they are arranged; undefined while there are none. */
  get held() {
    if (!this.result) return undefined
    const { archive, session } = this.asked
    return { archive, session, resultId: this.result.resultId, arrangementId: this.#arranged?.arrangementId ?? null }
  }

  /** Why rows in sight cannot be had. */
  get rowFailure(): Failure | undefined {
    return this.#rows.failure
  }

  get isCancelled(): boolean {
    return this.#controller.signal.aborted
  }

  /** Runs it, once; resolves when it has ended, however it did. */
  async run(): Promise<void> {
    const { signal } = this.#controller
    const { statement, ...asked } = this.asked
    const startedAt = performance.now()
    this.running = { startedAt, percentage: null }
    const endWork = startWork()
    const { value, failure } = await this.#session.explorer.shell.ask(
      'sql.run',
      { ...asked, statement: statement.text },
      {
        signal,
        onProgress: ({ percentage, early }) => {
          this.running &&= { startedAt, percentage }
          if (early) this.#showEarly(early)
        },
      },
    )
    endWork()
    this.running = undefined
    this.failure = failure
    this.early = undefined
    if (value) this.#show(value)
  }

  /** Stops it, or sees that it never runs. */
  cancel(): void {
    this.#controller.abort()
    this.arranging.cancel()
  }

  /** The program lets go of its rows: the next statement takes their place. */
  leave(): void {
    this.#isLeft = true
  }

  rowAt(index: number): SqlValue[] | undefined {
    return this.result ? this.#rows.at(index) : this.early?.rows[index]
  }

  want(range: RowRange): void {
    if (this.result && !this.#isLeft) this.#rows.want(range)
  }

  /** Sorts and filters all rows. What is shown stays until that is done. */
  async arrange(arrangement: Arrangement): Promise<void> {
    const { result } = this
    if (!result || this.#isLeft) return
    this.arrangement = arrangement
    const { archive, session } = this.asked
    const { shell } = this.#session.explorer
    const asked = { archive, session, resultId: result.resultId }
    if (arrangement.order.length === 0 && arrangement.filters.length === 0) {
      this.arranging.cancel()
      this.arranging.failure = undefined
      this.#arranged = undefined
      return this.#showRows(result.rows.slice(0, BLOCK))
    }
    const arranged = await this.arranging.ask((signal) =>
      shell.ask('sql.arrange', { ...asked, arrangement }, { signal }),
    )
    if (!arranged) return
    this.#arranged = arranged
    this.#showRows(undefined)
  }

  /** Rows from `first`, at most 2,000, for the clipboard. */
  rowsFrom(first: number, count: number, signal: AbortSignal): Promise<Result<SqlValue[][]>> {
    const { held } = this
    if (!held) return Promise.resolve({ value: this.early?.rows.slice(first, first + count) ?? [] })
    return this.#session.explorer.shell.ask('sql.rows', { ...held, first, count }, { signal })
  }

  #showEarly(early: EarlyRows): void {
    this.early = early
    this.columns.show(early.columns, early.rows)
  }

  #show(result: SqlResult): void {
    this.result = result
    this.columns.show(result.columns, result.rows)
    this.#showRows(result.rows.slice(0, BLOCK))
  }

  #showRows(first: SqlValue[][] | undefined): void {
    const { held } = this
    if (!held) return
    const { shell } = this.#session.explorer
    this.anchor = undefined
    if (this.isArranged || this.cell.row >= this.rowCount) {
      this.offset = 0
      this.cell = { row: 0, column: this.cell.column }
    }
    this.#rows.reset(this.rowCount, first, (block, signal) =>
      shell.ask('sql.rows', { ...held, first: block * BLOCK, count: BLOCK }, { signal }),
    )
  }
}
