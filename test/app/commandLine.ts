import { DuckDBInstance } from '@duckdb/node-api'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sqlValue } from '../../main/console/sqlValue'
import { builtEntries } from '../support/runtimes'

const run = promisify(execFile)

/** The program's command line, as it was built; rejects with what it said where it failed. */
async function traceloupe(...given: string[]): Promise<string> {
  const { stdout } = await run('node', [join(builtEntries, 'cli.js'), ...given], { maxBuffer: 256 * 1024 * 1024 })
  return stdout
}

/** Imports an export into an archive of its own. */
export async function importInto(archive: string, path: string): Promise<void> {
  await traceloupe('import', path, '--into', archive)
}

/** What the archive answers to a statement: the rows as `traceloupe sql` prints them, without its two processes. */
export async function answerOf<Row>(archive: string, statement: string): Promise<Row[]> {
  const instance = await DuckDBInstance.create(archive, { access_mode: 'READ_ONLY' })
  try {
    const connection = await instance.connect()
    const answer = await connection.runAndReadAll(statement)
    connection.closeSync()
    const names = answer.columnNames()
    const rows = answer.getRows().map((row) => row.map((value, place) => [names[place], sqlValue(value)]))
    return JSON.parse(JSON.stringify(rows.map((row) => Object.fromEntries(row))))
  } finally {
    instance.closeSync()
  }
}

/** A trace as `traceloupe trace` writes it. */
export function exportOf(archive: string, traceId: string, format: string): Promise<string> {
  return traceloupe('trace', archive, traceId, '--format', format)
}
