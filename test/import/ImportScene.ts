import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach } from 'vitest'
import type { ImportOptions } from '../../main/import/importArchive'
import type { ImportReport } from '../../preload/contract/archive'
import { failureOf, type Failure } from '../../preload/contract/failure'
import { builtWorkers } from './builtWorkers'
import { importInto, query } from './importInto'

/** An empty folder for each test of a file, an archive to be made in it, and exports that the test writes. */
export class ImportScene {
  readonly workers = builtWorkers()
  /** Holds the archive and the exports. */
  folder = ''

  constructor() {
    beforeEach(async () => {
      this.folder = await mkdtemp(join(tmpdir(), 'traceloupe-import-'))
    })
    afterEach(() => rm(this.folder, { recursive: true }))
  }

  get archive(): string {
    return join(this.folder, 'archive.duckdb')
  }

  /** The folder of the exports. */
  get exports(): string {
    return join(this.folder, 'exports')
  }

  /** Writes an export and answers its path. */
  async write(name: string, content: string | Uint8Array): Promise<string> {
    await mkdir(this.exports, { recursive: true })
    const path = join(this.exports, name)
    await writeFile(path, content)
    return path
  }

  import(paths: string[], more: Partial<ImportOptions> = {}): Promise<ImportReport> {
    return importInto(this.workers, this.archive, paths, more)
  }

  /** How an import fails; `imported` when it does not. */
  failureOf(paths: string[], more: Partial<ImportOptions> = {}): Promise<Failure | string> {
    return this.import(paths, more).then(
      () => 'imported',
      (error: unknown) => failureOf(error),
    )
  }

  /** The rows of a query on the archive, as DuckDB's JSON has them. */
  query(text: string): Promise<Record<string, unknown>[]> {
    return query(this.archive, text)
  }

  /** Runs a statement that writes to the archive. */
  async change(statement: string): Promise<void> {
    const instance = await DuckDBInstance.create(this.archive)
    const connection = await instance.connect()
    await connection.run(statement)
    connection.closeSync()
    instance.closeSync()
  }

  async hash(): Promise<string> {
    return createHash('sha256')
      .update(await readFile(this.archive))
      .digest('hex')
  }
}
