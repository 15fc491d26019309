import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
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

/** What the archive answers to a statement: the rows as `traceloupe sql` prints them. */
export async function answerOf<Row>(archive: string, statement: string): Promise<Row[]> {
  return JSON.parse(await traceloupe('sql', archive, statement, '--format', 'json'))
}

/** A trace as `traceloupe trace` writes it. */
export function exportOf(archive: string, traceId: string, format: string): Promise<string> {
  return traceloupe('trace', archive, traceId, '--format', format)
}
