import type { DuckDBInstance } from '@duckdb/node-api'
import type { Context } from '../../preload/contract/channel'
import type { TraceFilter } from '../../preload/contract/explorer'
import { Failed } from '../../preload/contract/failure'
import type { SqlParameters } from '../../preload/contract/sql/parameters'
import type { SqlProgress, SqlResult } from '../../preload/contract/sql/sql'
import { checkStatement } from './checkStatement'
import { FIRST_ROWS, withEarlyRows } from './earlyRows'
import { HeldResult } from './HeldResult'
import { connectConsole } from './openConsole'
import type { SelectedSpans } from './SelectedSpans'
import { plainSelection } from './plainSelection'
import { whileRunning } from './whileRunning'

/** Results of more sessions than this are let go of, the oldest first. */
const SESSION_LIMIT = 32

interface Session {
  running: AbortController | null
  /** Settles when the running statement has ended; never rejects. */
  ended: Promise<void>
  held: HeldResult | null
}

interface AskedStatement {
  statement: string
  parameters: SqlParameters
  /** What `selected_spans` is in it. */
  selection: TraceFilter | null
  /** Rows are read from the first to the last, and not some here and there. */
  inTurn: boolean
}

/** Runs statements, one at a time in each session, and holds the last result of each. */
export class SqlSessions {
  readonly #instance: DuckDBInstance
  readonly #selected: SelectedSpans
  readonly #sessions = new Map<string, Session>()
  /** Different in each process, so that a result of one that has ended is never taken for another's. */
  #lastResultId = Math.floor(performance.timeOrigin)

  constructor(instance: DuckDBInstance, selected: SelectedSpans) {
    this.#instance = instance
    this.#selected = selected
  }

  /** Runs a statement; one of the same session that still runs is cancelled, and its last result let go of. */
  async run(name: string, asked: AskedStatement, context: Context<SqlProgress>): Promise<SqlResult> {
    const session = this.#take(name)
    session.running?.abort()
    const controller = new AbortController()
    session.running = controller
    const before = session.ended
    let end = () => {}
    session.ended = new Promise((resolve) => (end = resolve))
    const signal = AbortSignal.any([context.signal, controller.signal])
    try {
      await before
      await letGo(session)
      return await this.#hold(session, asked, { ...context, signal })
    } finally {
      if (session.running === controller) session.running = null
      end()
    }
  }

  /** The result that a session holds; fails with `sql_result_gone` when it holds another or none. */
  held({ session, resultId }: { session: string; resultId: number }): HeldResult {
    const held = this.#sessions.get(session)?.held
    if (held?.id !== resultId) throw new Failed({ code: 'sql_result_gone' })
    return held
  }

  async #hold(
    session: Session,
    { statement, parameters, selection, inTurn }: AskedStatement,
    context: Context<SqlProgress>,
  ): Promise<SqlResult> {
    const started = performance.now()
    const connection = await connectConsole(this.#instance)
    try {
      const result = await whileRunning(connection, context, async (checkpoint) => {
        await this.#selected.provide(connection, { statement, selection })
        checkpoint()
        const checked = await checkStatement(connection, statement, parameters)
        checkpoint()
        const id = ++this.#lastResultId
        const plain = inTurn ? null : await plainSelection(connection, checked)
        const asked = { statement: checked, selection: plain }
        const connect = async () => {
          const another = await connectConsole(this.#instance)
          await this.#selected.provide(another, { statement, selection })
          return another
        }
        const hold = () => HeldResult.hold(this.#instance, connection, { id, asked })
        return inTurn ? hold() : withEarlyRows(connect, asked, context, hold)
      })
      session.held = result
      const elapsedMs = performance.now() - started
      const rows = await result.rows({ arrangementId: null, first: 0, count: FIRST_ROWS, whole: false })
      const columns = result.columns.map(({ name, type }) => ({ name, type }))
      return { resultId: result.id, columns, rowCount: result.rowCount, elapsedMs, rows }
    } catch (error) {
      if (session.held === null) connection.closeSync()
      throw error
    }
  }

  /** The session, now the youngest. */
  #take(name: string): Session {
    const session = this.#sessions.get(name) ?? { running: null, ended: Promise.resolve(), held: null }
    this.#sessions.delete(name)
    this.#sessions.set(name, session)
    for (const [oldest, { running }] of this.#sessions) {
      if (this.#sessions.size <= SESSION_LIMIT) break
      if (running) continue
      const gone = this.#sessions.get(oldest)
      this.#sessions.delete(oldest)
      if (gone) void letGo(gone)
    }
    return session
  }
}

async function letGo(session: Session): Promise<void> {
  const { held } = session
  session.held = null
  await held?.close()
}
