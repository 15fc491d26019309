import { DuckDBInstance } from '@duckdb/node-api'
import { importArchive, type ImportOptions } from '../../main/import/importArchive'
import { ImportThreads, type WorkerFiles } from '../../main/import/ImportThreads'
import type { ImportReport } from '../../preload/contract/archive'

/** Imports `paths` as the host does; `more` are further options of the import. */
export function importInto(
  workers: WorkerFiles,
  into: string,
  paths: string[],
  more: Partial<ImportOptions> = {},
): Promise<ImportReport> {
  return importArchive({
    paths,
    into,
    threads: new ImportThreads(workers),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...more,
  })
}

/** The rows of a query on an archive, as DuckDB's JSON has them. */
export async function query(archive: string, text: string): Promise<Record<string, unknown>[]> {
  return (await queries(archive, [text]))[0] ?? []
}

/** The rows of several queries on one archive. */
export async function queries(archive: string, texts: string[]): Promise<Record<string, unknown>[][]> {
  const instance = await DuckDBInstance.create(archive, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  try {
    const answers: Record<string, unknown>[][] = []
    for (const text of texts) answers.push((await connection.runAndReadAll(text)).getRowObjectsJson())
    return answers
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
