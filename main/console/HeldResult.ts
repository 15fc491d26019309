import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Context } from '../../preload/contract/channel'
import { Failed } from '../../preload/contract/failure'
import type {
  ArrangedResult,
  Arrangement,
  ChartAnswer,
  ChartQuestion,
  ColumnProfile,
} from '../../preload/contract/sql/held'
import { idColumnsOf } from '../../preload/contract/sql/idColumns'
import type { SqlProgress, SqlValue } from '../../preload/contract/sql/sql'
import { arrangeRows, type RowsToArrange } from './arrangeRows'
import { chartResult } from './chart/chartResult'
import { HELD_DATABASE } from './checkNames'
import { columnAt, type HeldColumn } from './heldColumn'
import type { LongStatement } from './earlyRows'
import { holdStatement, type HeldRows } from './holdStatement'
import { numberAxis } from './numberAxis'
import { connectConsole } from './openConsole'
import { profileColumn } from './profileColumn'
import { readKeyed } from './readKeyed'
import { cutCells, rowsOf } from './readRows'
import { resultSpans } from './resultSpans'
import { sqlFailure } from './sqlFailure'
import { whileRunning } from './whileRunning'

interface Held extends HeldRows {
  id: number
  instance: DuckDBInstance
  /** For short reads alone, so that none waits for what takes long. */
  connection: DuckDBConnection
}

/** Rows as they are held, or as they were arranged. */
interface Arranged {
  id: number | null
  /** With the keys of its rows in their order; null where every row of the base is shown in the order of its keys. */
  table: string | null
  /** Not all rows of the base are in the table. */
  isPart: boolean
  rowCount: number
}

export interface Page {
  arrangementId: number | null
  first: number
  count: number
  /** Long cells as well; otherwise they are cut. */
  whole: boolean
}

/**
 * A result in a database of its own, in memory and beyond its limit in DuckDB's temporary folder: all connections
 * can read it, so that pages are read while it is sorted, and it is gone at once when the database is.
 */
export class HeldResult {
  readonly id: number
  readonly columns: HeldColumn[]
  readonly rowCount: number
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection
  readonly #base: string
  readonly #isTable: boolean
  readonly #unarranged: Arranged
  readonly #closing = new AbortController()
  readonly #working = new Set<Promise<unknown>>()
  #arranged: Arranged | null = null
  #arranging: AbortController | null = null
  #arrangementId = 0

  private constructor({ id, instance, connection, base, isTable, keys, columns, rowCount }: Held) {
    this.id = id
    this.#instance = instance
    this.#connection = connection
    this.columns = columns
    this.rowCount = rowCount
    this.#base = base
    this.#isTable = isTable
    this.#unarranged = { id: null, table: keys, isPart: keys !== null, rowCount }
  }

  /** Runs a statement on `connection`, which is the result's from then on. */
  static async hold(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    { id, asked }: { id: number; asked: LongStatement },
  ): Promise<HeldResult> {
    const database = databaseOf(id)
    // What is attached takes the access mode of the archive if nothing is said.
    await connection.run(`ATTACH ':memory:' AS ${database} (READ_WRITE)`)
    try {
      return new HeldResult({ id, instance, connection, ...(await holdStatement(connection, asked, database)) })
    } catch (error) {
      await connection.run(`DETACH ${database}`).catch(() => undefined)
      throw error
    }
  }

  rows({ first, count, whole, arrangementId }: Page): Promise<SqlValue[][]> {
    return this.#of(arrangementId, async (arranged) => {
      const columns = this.columns.map((_, index) => index)
      const rows = await this.#read(columns, arranged, { first, count })
      return whole ? rows : cutCells(rows)
    })
  }

  /** Null beyond the last row. */
  cell({ arrangementId, row, column }: { arrangementId: number | null; row: number; column: number }) {
    return this.#of(arrangementId, async (arranged) => {
      columnAt(this, column)
      const rows = await this.#read([column], arranged, { first: row, count: 1 })
      return cutCells(rows, LONGEST_CELL)[0]?.[0] ?? null
    })
  }

  /** The arrangement before it goes; one that is still being made is cancelled. */
  async arrange(arrangement: Arrangement, context: Context<SqlProgress>): Promise<ArrangedResult> {
    for (const { column } of [...arrangement.order, ...arrangement.filters]) columnAt(this, column)
    this.#arranging?.abort()
    const arranging = new AbortController()
    this.#arranging = arranging
    const id = ++this.#arrangementId
    const signal = AbortSignal.any([context.signal, arranging.signal])
    return this.#of(null, (unarranged) =>
      this.#work({ ...context, signal }, async (connection) => {
        const table = `${databaseOf(this.id)}.arranged${id}`
        const asked = { rows: this.#relation(unarranged, true), columns: this.columns, arrangement, table }
        const isEmpty = arrangement.order.length === 0 && arrangement.filters.length === 0
        const arranged = isEmpty ? unarranged : await this.#arrange(connection, asked)
        if (signal.aborted) {
          await this.#drop(arranged)
          throw new Failed({ code: 'cancelled' })
        }
        const before = this.#arranged
        this.#arranged = { ...arranged, id }
        if (before) await this.#drop(before)
        return { arrangementId: id, rowCount: arranged.rowCount }
      }),
    )
  }

  profile(
    { arrangementId, column }: { arrangementId: number | null; column: number },
    context: Context<SqlProgress>,
  ): Promise<ColumnProfile> {
    return this.#of(arrangementId, (arranged) =>
      this.#work(context, async (connection) => {
        const type = columnAt(this, column).heldType
        const rows = await this.#gathered(connection, arranged, { columns: [column], isOrdered: false })
        return profileColumn(connection, { rows, column: `c${column}`, type, rowCount: arranged.rowCount })
      }),
    )
  }

  chart(
    { arrangementId, chart }: { arrangementId: number | null; chart: ChartQuestion },
    context: Context<SqlProgress>,
  ): Promise<ChartAnswer> {
    const columns = [chart.x, ...chart.y, ...(chart.series === null ? [] : [chart.series])]
    for (const column of columns) columnAt(this, column)
    return this.#of(arrangementId, (arranged) =>
      this.#work(context, async (connection) => {
        // Joining many rows with their order is dear; only categories are shown in it.
        const isOrdered = arranged.rowCount <= 100_000 || numberAxis(columnAt(this, chart.x).heldType) === null
        const rows = await this.#gathered(connection, arranged, { columns, isOrdered })
        return chartResult(connection, { rows, rowCount: arranged.rowCount, columns: this.columns }, chart)
      }),
    )
  }

  /** The spans that the rows name, by their ids. */
  select({ arrangementId }: { arrangementId: number | null }, context: Context<SqlProgress>) {
    return this.#of(arrangementId, (arranged) =>
      this.#work(context, (connection) =>
        resultSpans(connection, this.#relation(arranged, false), idColumnsOf(this.columns)),
      ),
    )
  }

  /** Lets go of the rows, once all that works on them has stopped. Never rejects. */
  async close(): Promise<void> {
    this.#closing.abort()
    while (this.#working.size > 0) await Promise.allSettled(this.#working)
    await this.#connection.run(`DETACH ${databaseOf(this.id)}`).catch(() => undefined)
    this.#connection.closeSync()
  }

  async #arrange(connection: DuckDBConnection, asked: RowsToArrange): Promise<Arranged> {
    const rowCount = await arrangeRows(connection, asked)
    return { id: null, table: asked.table, isPart: rowCount < this.rowCount || this.#unarranged.isPart, rowCount }
  }

  async #drop({ table }: Arranged): Promise<void> {
    if (table !== null && table !== this.#unarranged.table) await this.#connection.run(`DROP TABLE ${table}`)
  }

  async #read(columns: number[], { table }: Arranged, { first, count }: { first: number; count: number }) {
    const selected = columns.map((column) => `c${column}`).join(', ')
    const within = [BigInt(first), BigInt(first + count)]
    if (table === null) {
      const text = `SELECT ${selected} FROM ${this.#base} WHERE key >= $1::BIGINT AND key < $2::BIGINT ORDER BY key`
      return rowsOf(await this.#connection.run(text, within))
    }
    const text = `SELECT key FROM ${table} WHERE rowid >= $1::BIGINT AND rowid < $2::BIGINT`
    const found = await this.#connection.runAndReadAll(text, within)
    const keys = found.getRows().map(([key]) => Number(key))
    return readKeyed(this.#connection, { base: this.#base, keys, selected })
  }

  /** Rows as `#relation` gives them, with these columns alone; as a table where they would be joined at each reading. */
  async #gathered(
    connection: DuckDBConnection,
    arranged: Arranged,
    { columns, isOrdered }: { columns: number[]; isOrdered: boolean },
  ): Promise<string> {
    const relation = this.#relation(arranged, isOrdered)
    if (this.#isTable && !arranged.isPart && !(isOrdered && arranged.table !== null)) return relation
    const selected = [...new Set(columns)].map((column) => `c${column}`).join(', ')
    await connection.run(`CREATE TEMP TABLE gathered AS SELECT row, ${selected} FROM ${relation}`)
    return 'temp.gathered'
  }

  /** With the columns `row`, by which the rows are in their order where that matters, and `key`, `c0`, `c1` … */
  #relation({ table, isPart }: Arranged, isOrdered: boolean): string {
    if (table !== null && isOrdered) {
      return `(SELECT arranged.rowid AS row, base.* FROM ${table} AS arranged JOIN ${this.#base} AS base USING (key))`
    }
    const part = isPart ? ` WHERE key IN (SELECT key FROM ${table})` : ''
    return `(SELECT key AS row, * FROM ${this.#base}${part})`
  }

  #arrangedAs(id: number | null): Arranged {
    if (id === null) return this.#unarranged
    if (this.#arranged?.id === id) return this.#arranged
    throw new Failed({ code: 'sql_result_gone' })
  }

  /** Work of any length, on a connection of its own, which ends when the result is let go of. */
  async #work<Value>(
    { signal, progress }: Context<SqlProgress>,
    work: (connection: DuckDBConnection) => Promise<Value>,
  ): Promise<Value> {
    const connection = await connectConsole(this.#instance)
    const context = { signal: AbortSignal.any([signal, this.#closing.signal]), progress }
    try {
      return await whileRunning(connection, context, () => work(connection))
    } catch (error) {
      throw sqlFailure(error, { text: '', before: 0, offset: 0 })
    } finally {
      connection.closeSync()
    }
  }

  /** Works on rows as they are arranged; fails with `sql_result_gone` when they are arranged anew meanwhile. */
  #of<Value>(arrangementId: number | null, work: (arranged: Arranged) => Promise<Value>): Promise<Value> {
    if (this.#closing.signal.aborted) throw new Failed({ code: 'sql_result_gone' })
    const working = work(this.#arrangedAs(arrangementId)).catch((error: unknown) => {
      this.#arrangedAs(arrangementId)
      throw error
    })
    this.#working.add(working)
    const ended = () => this.#working.delete(working)
    working.then(ended, ended)
    return working
  }
}

function databaseOf(id: number): string {
  return `${HELD_DATABASE}${id}`
}

/** More than this is not for the eye. */
const LONGEST_CELL = 50_000_000
