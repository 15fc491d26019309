import type { DuckDBConnection, DuckDBInstance, DuckDBResult } from '@duckdb/node-api'
import { Failed } from '../../preload/contract/failure'
import type { SqlColumn, SqlValue } from '../../preload/contract/sql'
import { checkStatement, type CheckedStatement } from './checkStatement'
import { connectConsole } from './openConsole'
import { readRows } from './readRows'
import { sqlFailure } from './sqlFailure'
import { whileRunning } from './whileRunning'

/** The rows of one statement in the order in which DuckDB makes them; nothing is held but the batch under way. */
export class StatementStream {
  readonly columns: SqlColumn[]
  readonly #connection: DuckDBConnection
  readonly #statement: CheckedStatement
  readonly #result: DuckDBResult

  private constructor(connection: DuckDBConnection, statement: CheckedStatement, result: DuckDBResult) {
    this.columns = statement.columns
    this.#connection = connection
    this.#statement = statement
    this.#result = result
  }

  static async start(instance: DuckDBInstance, written: string, signal: AbortSignal): Promise<StatementStream> {
    const connection = await connectConsole(instance)
    return whileRunning(connection, { signal, progress: () => undefined }, async (checkpoint) => {
      const statement = await checkStatement(connection, written)
      checkpoint()
      try {
        return new StatementStream(connection, statement, await statement.prepared.stream())
      } catch (error) {
        throw failed(error, statement)
      }
    })
  }

  /** The next rows, up to 2,048; none at the end. */
  async next(signal: AbortSignal): Promise<SqlValue[][]> {
    return whileRunning(this.#connection, { signal, progress: () => undefined }, async () => {
      try {
        const chunk = await this.#result.fetchChunk()
        return chunk ? readRows(chunk) : []
      } catch (error) {
        throw failed(error, this.#statement)
      }
    })
  }
}

function failed(error: unknown, { text, offset }: CheckedStatement): Failed {
  return sqlFailure(error, { text, before: 0, offset })
}
