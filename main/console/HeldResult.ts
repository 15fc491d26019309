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
import { arrangeRows } from './arrangeRows'
import { chartResult } from './chart/chartResult'
import { ChartRows } from './chart/ChartRows'
import type { CheckedStatement } from './checkStatement'
import { HELD_TABLE, holdStatement, type HeldColumn, type HeldRows } from './holdStatement'
import { connectConsole } from './openConsole'
import { profileColumn } from './profileColumn'
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
  /** Null where every row is shown, in the order of the result. */
  table: string | null
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
  readonly #unarranged: Arranged
  readonly #closing = new AbortController()
  readonly #working = new Set<Promise<unknown>>()
  #arranged: Arranged | null = null
  #arranging: AbortController | null = null
  #arrangementId = 0

  private constructor({ id, instance, connection, columns, rowCount }: Held) {
    this.id = id
    this.#instance = instance
    this.#connection = connection
    this.columns = columns
    this.rowCount = rowCount
    this.#unarranged = { id: null, table: null, rowCount }
  }

  /** Runs a statement on `connection`, which is the result's from then on. */
  static async hold(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    { id, statement }: { id: number; statement: CheckedStatement },
  ): Promise<HeldResult> {
    const database = databaseOf(id)
    // What is attached takes the access mode of the archive if nothing is said.
    await connection.run(`ATTACH ':memory:' AS ${database} (READ_WRITE)`)
    try {
      return new HeldResult({ id, instance, connection, ...(await holdStatement(connection, statement, database)) })
    } catch (error) {
      await connection.run(`DETACH ${database}`).catch(() => undefined)
      throw error
    }
  }

  rows({ first, count, whole, arrangementId }: Page): Promise<SqlValue[][]> {
    return this.#busy(async () => {
      const rows = await this.#read('*', this.#arrangedAs(arrangementId), { first, count })
      return whole ? rows : cutCells(rows)
    })
  }

  /** Null beyond the last row. */
  cell({ arrangementId, row, column }: { arrangementId: number | null; row: number; column: number }) {
    return this.#busy(async () => {
      this.#columnAt(column)
      const rows = await this.#read(`c${column}`, this.#arrangedAs(arrangementId), { first: row, count: 1 })
      return cutCells(rows, LONGEST_CELL)[0]?.[0] ?? null
    })
  }

  /** The arrangement before it goes; one that is still being made is cancelled. */
  async arrange(arrangement: Arrangement, context: Context<SqlProgress>): Promise<ArrangedResult> {
    for (const { column } of [...arrangement.order, ...arrangement.filters]) this.#columnAt(column)
    this.#arranging?.abort()
    const arranging = new AbortController()
    this.#arranging = arranging
    const id = ++this.#arrangementId
    const signal = AbortSignal.any([context.signal, arranging.signal])
    return this.#work({ ...context, signal }, async (connection, checkpoint) => {
      const table = isEmpty(arrangement) ? null : `${databaseOf(this.id)}.arranged${id}`
      let rowCount = this.rowCount
      if (table !== null) {
        const rows = this.#relation(this.#unarranged)
        rowCount = await arrangeRows(connection, { rows, columns: this.columns, arrangement, table })
      }
      checkpoint()
      const before = this.#arranged?.table
      this.#arranged = { id, table, rowCount }
      if (before) await this.#connection.run(`DROP TABLE ${before}`)
      return { arrangementId: id, rowCount }
    })
  }

  profile(
    { arrangementId, column }: { arrangementId: number | null; column: number },
    context: Context<SqlProgress>,
  ): Promise<ColumnProfile> {
    return this.#work(context, (connection) => {
      const arranged = this.#arrangedAs(arrangementId)
      const type = this.#columnAt(column).heldType
      const { rowCount } = arranged
      return profileColumn(connection, { rows: this.#relation(arranged), column: `c${column}`, type, rowCount })
    })
  }

  chart(
    { arrangementId, chart }: { arrangementId: number | null; chart: ChartQuestion },
    context: Context<SqlProgress>,
  ): Promise<ChartAnswer> {
    return this.#work(context, (connection) => {
      const arranged = this.#arrangedAs(arrangementId)
      const { rowCount } = arranged
      return chartResult(
        connection,
        new ChartRows({ rows: this.#relation(arranged), rowCount, columns: this.columns }),
        chart,
      )
    })
  }

  /** The spans that the rows name, by their ids. */
  select({ arrangementId }: { arrangementId: number | null }, context: Context<SqlProgress>) {
    return this.#work(context, (connection) =>
      resultSpans(connection, this.#relation(this.#arrangedAs(arrangementId)), idColumnsOf(this.columns)),
    )
  }

  /** Lets go of the rows, once all that works on them has stopped. Never rejects. */
  async close(): Promise<void> {
    this.#closing.abort()
    while (this.#working.size > 0) await Promise.allSettled(this.#working)
    await this.#connection.run(`DETACH ${databaseOf(this.id)}`).catch(() => undefined)
    this.#connection.closeSync()
  }

  async #read(selected: string, { table }: Arranged, { first, count }: { first: number; count: number }) {
    const within = [BigInt(first), BigInt(first + count)]
    const held = `${databaseOf(this.id)}.${HELD_TABLE}`
    if (table === null) {
      const text = `SELECT ${selected} FROM ${held} WHERE rowid >= $1::BIGINT AND rowid < $2::BIGINT`
      return rowsOf(await this.#connection.run(text, within))
    }
    const text = `SELECT row FROM ${table} WHERE rowid >= $1::BIGINT AND rowid < $2::BIGINT`
    const numbers = (await this.#connection.runAndReadAll(text, within)).getRows().map(([row]) => Number(row))
    if (numbers.length === 0) return []
    // A list that is written out lets DuckDB leave out whatever has none of these rows.
    const found = await this.#connection.run(
      `SELECT rowid, ${selected} FROM ${held} WHERE rowid IN (${numbers.join(', ')})`,
    )
    const places = new Map(numbers.map((row, place) => [row, place]))
    const rows: SqlValue[][] = numbers.map(() => [])
    for (const [row, ...cells] of rowsOf(found)) rows[places.get(Number(row)) ?? 0] = cells
    return rows
  }

  /** With the columns `row`, by which the rows are in order, and `c0`, `c1` … */
  #relation({ table }: Arranged): string {
    const held = `${databaseOf(this.id)}.${HELD_TABLE}`
    if (table === null) return `(SELECT rowid AS row, * FROM ${held})`
    return `(SELECT arranged.rowid AS row, held.* FROM ${table} AS arranged JOIN ${held} AS held ON held.rowid = arranged.row)`
  }

  #arrangedAs(id: number | null): Arranged {
    if (id === null) return this.#unarranged
    if (this.#arranged?.id === id) return this.#arranged
    throw new Failed({ code: 'sql_result_gone' })
  }

  #columnAt(place: number): HeldColumn {
    const column = this.columns[place]
    if (column) return column
    throw new Failed({ code: 'sql_failed', message: `The result has no column ${place + 1}.`, position: null })
  }

  /** Work of any length, on a connection of its own, which ends when the result is let go of. */
  #work<Value>(
    { signal, progress }: Context<SqlProgress>,
    work: (connection: DuckDBConnection, checkpoint: () => void) => Promise<Value>,
  ): Promise<Value> {
    return this.#busy(async () => {
      const connection = await connectConsole(this.#instance)
      const context = { signal: AbortSignal.any([signal, this.#closing.signal]), progress }
      try {
        return await whileRunning(connection, context, (checkpoint) => work(connection, checkpoint))
      } catch (error) {
        throw sqlFailure(error, { text: '', before: 0, offset: 0 })
      } finally {
        connection.closeSync()
      }
    })
  }

  #busy<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#closing.signal.aborted) throw new Failed({ code: 'sql_result_gone' })
    const working = work()
    this.#working.add(working)
    const ended = () => this.#working.delete(working)
    working.then(ended, ended)
    return working
  }
}

function isEmpty({ order, filters }: Arrangement): boolean {
  return order.length === 0 && filters.length === 0
}

function databaseOf(id: number): string {
  return `traceloupe_result_${id}`
}

/** More than this is not for the eye. */
const LONGEST_CELL = 50_000_000
