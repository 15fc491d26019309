import { totalmem } from 'node:os'
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

/** Enough for staging, however much there is. */
const STAGING_MEGABYTES = 128
/** Sorting, joining and storing use the work folder for what does not fit, but not for all; measured, with a margin. */
const LINKING_BYTES_PER_SPAN = 120

export interface WriterOptions {
  /** The file to be written. It must not exist. */
  target: string
  /** A folder for what is needed on the way, removed by the caller. */
  workFolder: string
  /** The archive which is added to, if there is one. It is only read. */
  old: string | null
  createdBy: string
  threads: number
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
  #megabytes = STAGING_MEGABYTES
  #interrupted = false
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
    const { target, workFolder, old, createdBy, threads } = options
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(threads),
      memory_limit: `${STAGING_MEGABYTES}MB`,
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
    await this.#allowMegabytes(STAGING_MEGABYTES + (this.#numbering.spanCount * LINKING_BYTES_PER_SPAN) / 1e6)
    onPhase('linking', 0)
    const reader = await this.#instance.connect()
    this.#reader = reader
    try {
      await this.#runAll(reader, [...reportedViews(this.#hasOld), ...PREPARE_LINKING])
      await linkSpans({
        reader,
        writer: connection,
        onLinked: (spans) => {
          this.#stopIfInterrupted()
          onPhase('linking', spans)
        },
      })
      onPhase('storing', 0)
      const hasParts = await isTrue(reader, 'SELECT bool_or(NOT is_identical) FROM stage.merges')
      if (hasParts) {
        await this.#runAll(reader, JOIN_PARTS)
        await renumberTraces(reader)
      }
      const hasRenamed = await isTrue(reader, 'SELECT count(*) > 0 FROM stage.renamed')
      await this.#runAll(reader, storeStatements({ hasOld: this.#hasOld, hasRenamed, hasParts }))
      await this.#runAll(reader, ['CHECKPOINT archive'])
      return await readTotals(reader)
    } finally {
      this.close()
    }
  }

  /** Stops what is running: it fails soon with `cancelled` or DuckDB's own error. */
  interrupt(): void {
    this.#interrupted = true
    if (this.#closed) return
    this.#connection.interrupt()
    this.#reader?.interrupt()
  }

  async #runAll(connection: DuckDBConnection, statements: string[]): Promise<void> {
    for (const statement of statements) await this.#run(connection, statement)
  }

  /** Runs a statement, once more with more memory as long as it lacks memory and there is some. */
  async #run(connection: DuckDBConnection, statement: string): Promise<void> {
    for (;;) {
      this.#stopIfInterrupted()
      try {
        await connection.run(statement)
        return
      } catch (error) {
        const lacksMemory = error instanceof Error && error.message.startsWith('Out of Memory')
        if (!lacksMemory || !(await this.#allowMegabytes(this.#megabytes * 2))) throw error
      }
    }
  }

  /** Lets DuckDB hold so much in memory, at most half of the machine's; answers whether that is more than before. */
  async #allowMegabytes(megabytes: number): Promise<boolean> {
    const allowed = Math.round(Math.min(megabytes, Math.max(totalmem() / 2e6, STAGING_MEGABYTES)))
    if (allowed <= this.#megabytes) return false
    this.#megabytes = allowed
    await this.#connection.run(`SET memory_limit = '${allowed}MB'`)
    return true
  }

  /** An interrupt between two statements would go unnoticed. */
  #stopIfInterrupted(): void {
    if (this.#interrupted) throw new Failed({ code: 'cancelled' })
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
