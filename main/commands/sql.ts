import { Failed } from '../../preload/contract/failure'
import type { ResultFormat } from '../../preload/contract/sql/held'
import { csvLines } from '../console/export/csvLines'
import { jsonArray, jsonLines } from '../console/export/jsonRows'
import type { SqlConsole, StatementRows } from '../hosts/SqlConsole'
import { followExport } from './followExport'
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

type RowWriter = (rows: StatementRows) => AsyncIterable<string>
const WRITERS: Record<Exclude<ResultFormat, 'parquet'>, RowWriter> = {
  json: jsonArray,
  ndjson: jsonLines,
  csv: csvLines,
}

/**
 * Runs one statement and writes its rows: to stdout as they come, to a file by DuckDB itself, which is the same text in
 * a twentieth of the time. Fails as the console fails, with the place in words.
 */
export async function sqlCommand(options: SqlCommandOptions, console: SqlConsole): Promise<number> {
  const { statement, output, signal } = options
  const format = options.format ?? (output === undefined && process.stdout.isTTY ? 'table' : 'csv')
  const stream = async (write: RowWriter) => writeOutput(write(await console.stream(statement, signal)), output)
  try {
    if (format === 'table') await stream(tableLines)
    else if (output !== undefined) await followExport(console, { statement, format, file: output }, signal)
    else if (format === 'parquet') throw new UsageError('sql: --format parquet needs --output <file>')
    else await stream(WRITERS[format])
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
