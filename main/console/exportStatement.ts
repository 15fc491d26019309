import type { DuckDBInstance } from '@duckdb/node-api'
import type { Context } from '../../preload/contract/channel'
import { Failed } from '../../preload/contract/failure'
import type { SqlProgress } from '../../preload/contract/sql/sql'
import { textLiteral } from '../archive/sql'
import { checkStatement } from './checkStatement'
import { connectConsole } from './openConsole'
import { sqlFailure } from './sqlFailure'
import { whileRunning } from './whileRunning'

/** Writes the rows of one checked SELECT to `file` as Parquet. */
export async function exportStatement(
  instance: DuckDBInstance,
  { statement, file }: { statement: string; file: string },
  context: Context<SqlProgress>,
): Promise<null> {
  const connection = await connectConsole(instance)
  return whileRunning(connection, context, async (checkpoint) => {
    const { text, offset, standsAlone } = await checkStatement(connection, statement, {})
    if (standsAlone) {
      const message = 'Only the rows of a SELECT can be written as Parquet.'
      throw new Failed({ code: 'sql_refused', what: 'Parquet', message, position: offset })
    }
    checkpoint()
    const head = 'COPY ('
    const copy = `${head}${text}\n) TO ${textLiteral(file)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)`
    try {
      await connection.run(copy)
      return null
    } catch (error) {
      throw sqlFailure(error, { text: copy, before: head.length, offset })
    }
  })
}
