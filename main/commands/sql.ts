import { Failed } from '../../preload/contract/failure'
import type { SqlConsole, StatementRows } from '../hosts/SqlConsole'
import { csvLines } from './csvLines'
import { jsonArray, jsonLines } from './jsonRows'
import { tableLines } from './tableLines'
import { UsageError } from './usage'
import { writeOutput } from './writeOutput'

export const SQL_FORMATS = ['table', 'json', 'ndjson', 'csv', 'parquet'] as const
export type SqlFormat = (typeof SQL_FORMATS)[number]

export interface SqlCommandOptions {
  statement: string
  /** Default: a table on a terminal, else CSV. */
  format: SqlFormat | undefined
  /** Absolute path of a file to write instead of stdout. */
  output: string | undefined
  signal: AbortSignal
}

const WRITERS: Record<Exclude<SqlFormat, 'parquet'>, (rows: StatementRows) => AsyncIterable<string>> = {
  table: tableLines,
  json: jsonArray,
  ndjson: jsonLines,
  csv: csvLines,
}

/** Runs one statement and writes its rows as they come. Fails as the console fails, with the place in words. */
export async function sqlCommand(options: SqlCommandOptions, console: SqlConsole): Promise<number> {
  const { statement, output, signal } = options
  const format = options.format ?? (output === undefined && process.stdout.isTTY ? 'table' : 'csv')
  try {
    if (format === 'parquet') {
      if (output === undefined) throw new UsageError('sql: --format parquet needs --output <file>')
      await console.exportParquet({ statement, file: output }, { signal, progress: () => undefined })
      return 0
    }
    await writeOutput(WRITERS[format](await console.stream(statement, signal)), output)
    return 0
  } catch (error) {
    throw withPlace(error, statement)
  }
}

/** A terminal shows no underlining, so that line and column go into the message. */
function withPlace(error: unknown, statement: string): unknown {
  if (!(error instanceof Failed)) return error
  const { failure } = error
  if ((failure.code !== 'sql_failed' && failure.code !== 'sql_refused') || failure.position === null) return error
  const lines = statement.slice(0, failure.position).split('\n')
  const place = `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`
  return new Failed({ ...failure, message: `${failure.message} (${place})` })
}
