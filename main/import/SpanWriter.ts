import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { createArchive, STORAGE_VERSION } from '../archive/createArchive'
import { checkFormatVersion } from '../archive/checkFormatVersion'
import { failureToOpen } from '../archive/openArchive'
import { textLiteral } from '../archive/sql'
import type { ImportPhase } from '../../preload/contract/archive'
import { Failed } from '../../preload/contract/failure'
import { STAGE_FILE } from './claimTarget'
import type { ImportedFile } from './ImportedFile'
import { JOIN_PARTS } from './linking/joinParts'
import { linkSpans } from './linking/linkSpans'
import { PREPARE_LINKING } from './linking/prepareLinking'
import { renumberTraces } from './linking/renumberTraces'
import { reportedViews } from './linking/reportedSpans'
import type { SpanBatch } from './SpanBatch'
import { BatchNumbering } from './staging/BatchKeys'
import { BatchSource, createStageTable } from './staging/BatchSource'
import { STAGE_TABLES } from './staging/stageTables'
import { stageFiles } from './storing/stageFiles'
import { readTotals, type ImportTotals } from './storing/readTotals'
import { storeStatements } from './storing/storeStatements'

export interface WriterOptions {
  /** The file to be written. It must not exist. */
  target: string
  /** A folder for what is needed on the way, removed by the caller. */
  workFolder: string
  /** The archive which is added to, if there is one. It is only read. */
  old: string | null
  createdBy: string
  threads: number
  memoryLimit: string
}

/**
 * Writes one archive: batches are staged as they come, in a database of their own; `finish` links
 * their spans and writes the archive in one go, together with what an older one holds. It owns the only
 * DuckDB instance that has these files open.
 */
export class SpanWriter {
  /** `files.file_id` of the first file that is imported. */
  readonly firstFile: number
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection
  readonly #sources: BatchSource[]
  readonly #numbering: BatchNumbering
  readonly #hasOld: boolean
  #reader: DuckDBConnection | null = null
  #closed = false

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, hasOld: boolean, next: NextNumbers) {
    this.#instance = instance
    this.#connection = connection
    this.#hasOld = hasOld
    this.#sources = STAGE_TABLES.map((table) => new BatchSource(connection, 'stage', table))
    this.#numbering = new BatchNumbering(next.row)
    this.firstFile = next.file
  }

  static async open(options: WriterOptions): Promise<SpanWriter> {
    const { target, workFolder, old, createdBy, threads, memoryLimit } = options
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(threads),
      memory_limit: memoryLimit,
      temp_directory: workFolder,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    })
    const connection = await instance.connect()
    try {
      const attach = (path: string, name: string, how: string) =>
        connection.run(`ATTACH ${textLiteral(path)} AS ${name} (${how})`)
      // Nothing is ever recovered from these two files, so they need no write-ahead log.
      const unlogged = `STORAGE_VERSION '${STORAGE_VERSION}', RECOVERY_MODE no_wal_writes`
      await attach(target, 'archive', unlogged)
      await attach(join(workFolder, STAGE_FILE), 'stage', unlogged)
      await connection.run('USE archive')
      if (old !== null) {
        await attach(old, 'old', 'READ_ONLY').catch((error: unknown) => {
          throw new Failed(failureToOpen(old, error))
        })
        await checkFormatVersion(connection, old, 'old')
      }
      await createArchive(connection, old === null ? { createdBy } : await readOrigin(connection))
      for (const table of STAGE_TABLES) await connection.run(createStageTable('stage', table))
      const next = old === null ? { row: 0, file: 0 } : await readNextNumbers(connection)
      const writer = new SpanWriter(instance, connection, old !== null, next)
      await connection.run('BEGIN')
      return writer
    } catch (error) {
      connection.closeSync()
      instance.closeSync()
      throw error
    }
  }

  /** Stages batches, in the order given. */
  async write(batches: readonly SpanBatch[]): Promise<void> {
    const numbered = batches.map((batch) => ({ batch, keys: this.#numbering.number(batch) }))
    for (const source of this.#sources) await source.insert(numbered)
  }

  /** Links and stores everything. Afterwards the target is complete and closed. */
  async finish(files: ImportedFile[], onPhase: (phase: ImportPhase, spans: number) => void): Promise<ImportTotals> {
    const connection = this.#connection
    await stageFiles(connection, files, this.#hasOld)
    await connection.run('COMMIT')
    onPhase('linking', 0)
    const reader = await this.#instance.connect()
    this.#reader = reader
    try {
      for (const statement of [...reportedViews(this.#hasOld), ...PREPARE_LINKING]) await reader.run(statement)
      await linkSpans({ reader, writer: connection, onLinked: (spans) => onPhase('linking', spans) })
      onPhase('storing', 0)
      const hasParts = await isTrue(reader, 'SELECT bool_or(NOT is_identical) FROM stage.merges')
      if (hasParts) {
        for (const statement of JOIN_PARTS) await reader.run(statement)
        await renumberTraces(reader)
      }
      const hasRenamed = await isTrue(reader, 'SELECT count(*) > 0 FROM stage.renamed')
      for (const statement of storeStatements({ hasOld: this.#hasOld, hasRenamed, hasParts }))
        await reader.run(statement)
      await reader.run('CHECKPOINT archive')
      return await readTotals(reader)
    } finally {
      this.close()
    }
  }

  /** Stops what is running: it fails soon. */
  interrupt(): void {
    if (this.#closed) return
    this.#connection.interrupt()
    this.#reader?.interrupt()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#reader?.closeSync()
    this.#connection.closeSync()
    this.#instance.closeSync()
  }
}

interface NextNumbers {
  row: number
  file: number
}

async function readNextNumbers(connection: DuckDBConnection): Promise<NextNumbers> {
  const rows = await connection.runAndReadAll(`SELECT
    (SELECT coalesce(max(span_row) + 1, 0) FROM old.store.spans)::INTEGER, (SELECT coalesce(max(file_id) + 1, 0) FROM old.main.files)::INTEGER`)
  return { row: Number(rows.value(0, 0)), file: Number(rows.value(1, 0)) }
}

async function readOrigin(connection: DuckDBConnection): Promise<{ createdBy: string; createdAt: string }> {
  const rows = await connection.runAndReadAll('SELECT created_by, created_at::VARCHAR FROM old.main.archive')
  return { createdBy: String(rows.value(0, 0)), createdAt: String(rows.value(1, 0)) }
}

async function isTrue(connection: DuckDBConnection, query: string): Promise<boolean> {
  const rows = await connection.runAndReadAll(query)
  return rows.value(0, 0) === true
}
