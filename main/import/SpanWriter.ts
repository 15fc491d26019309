import { copyFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { createArchive, migrateArchive, STORAGE_VERSION } from '../archive/createArchive'
import { checkFormatVersion } from '../archive/checkFormatVersion'
import { failureToOpen } from '../archive/openArchive'
import { textLiteral } from '../archive/sql'
import type { ImportPhase } from '../../preload/contract/archive'
import { Failed } from '../../preload/contract/failure'
import { CLAIM_FILE } from './claimTarget'
import type { ImportedFile } from './ImportedFile'
import { isPartialFormat } from './formats/isPartialFormat'
import { linkSpans } from './linking/linkSpans'
import { ServiceCalls } from './linking/ServiceCalls'
import { ServiceNumbers } from './linking/ServiceNumbers'
import { SpanRecords } from './linking/SpanRecords'
import { TreeRecords } from './linking/TreeRecords'
import { readOldServices, readOldSpans } from './linking/readOldSpans'
import type { IncomingBatch } from './reading/BatchIntake'
import { AttributeStatistics } from './statistics/AttributeStatistics'
import { applyMerges } from './storing/applyMerges'
import { readTotals, type ImportTotals } from './storing/readTotals'
import { countChanged, readOldStatistics, stageStatistics } from './storing/attributeStatistics'
import { readTraceKeys } from './storing/readTraceKeys'
import { RENAME_REPEATS, RESTORE_REPORTED_IDS } from './storing/renameRepeats'
import { stageCalls } from './storing/stageCalls'
import { stageFiles } from './storing/stageFiles'
import { STATISTICS_STATEMENTS } from './storing/statisticsStatements'
import { ORDER_TRACES, STORE_STATEMENTS } from './storing/storeStatements'
import { writeTreeColumns } from './storing/writeTreeColumns'
import { canPointIntoChunks } from './writing/canPointIntoChunks'
import type { NumberedBatch } from './writing/IncomingTable'
import {
  INCOMING_EVENTS,
  INCOMING_LINKS,
  INCOMING_LOGS,
  INCOMING_RESOURCES,
  INCOMING_SCOPES,
  INCOMING_SPANS,
} from './writing/incomingTables'
import { RowSource } from './writing/RowSource'
import { SharedContents } from './writing/SharedContents'
import { SideTable } from './writing/SideTable'

const SIDE_TABLES = [INCOMING_RESOURCES, INCOMING_SCOPES, INCOMING_EVENTS, INCOMING_LINKS, INCOMING_LOGS]
/** Enough for inserting, however much there is. Sorting and joining use the work folder for what does not fit. */
const LEAST_MEGABYTES = 200
/** Key of the scope of spans that have none; see `NO_SCOPE`. */
const NO_SCOPE_KEY = 0

export interface WriterOptions {
  /** The file to be written. It must not exist. */
  target: string
  /** A folder for what is needed on the way, removed by the caller. */
  workFolder: string
  /** The archive which is added to, if there is one. It is only read. */
  old: string | null
  createdBy: string
  /** Threads of DuckDB; while spans are inserted only `insertingThreads`. */
  threads: number
  insertingThreads: number
}

/** Batches in the order in which their rows are to be numbered; `next` blocks until there is one. */
export interface BatchSource {
  next(): IncomingBatch | null
}

/**
 * Writes one archive: what spans report goes into its tables as batches come, and aside what their links depend on;
 * `finish` links them and adds what follows. It owns the only DuckDB instance that has these files open.
 */
export class SpanWriter {
  /** `files.file_id` of the first file that is imported. */
  readonly firstFile: number
  readonly statistics = new AttributeStatistics()
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection
  readonly #side: DuckDBConnection
  readonly #options: WriterOptions
  readonly #pointing = canPointIntoChunks()
  readonly #resources: SharedContents
  readonly #scopes: SharedContents
  readonly #services = new ServiceNumbers()
  readonly #records: SpanRecords
  #sideTables: SideTable[] = []
  readonly #partialFiles: ReadonlySet<number>
  #trees: TreeRecords | null = null
  #nextRow: number
  #megabytes = LEAST_MEGABYTES
  #interrupted = false
  #closed = false

  private constructor(
    instance: DuckDBInstance,
    [connection, side]: [DuckDBConnection, DuckDBConnection],
    options: WriterOptions,
    next: NextNumbers,
  ) {
    this.#instance = instance
    this.#connection = connection
    this.#side = side
    this.#options = options
    this.#nextRow = next.row
    this.#resources = new SharedContents(next.resource)
    this.#scopes = new SharedContents(next.scope)
    this.#records = new SpanRecords(join(options.workFolder, 'spans'))
    this.#partialFiles = next.partialFiles
    this.firstFile = next.file
  }

  static async open(options: WriterOptions): Promise<SpanWriter> {
    const { target, workFolder, old, createdBy, insertingThreads } = options
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(insertingThreads),
      memory_limit: `${LEAST_MEGABYTES}MB`,
      temp_directory: workFolder,
      preserve_insertion_order: 'false',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    })
    const connection = await instance.connect()
    try {
      if (old !== null) await copyArchive(old, target)
      const attach = (path: string, name: string, how: string) =>
        connection.run(`ATTACH ${textLiteral(path)} AS ${name} (${how})`)
      // Nothing is ever recovered from these two files, so they need no write-ahead log.
      const unlogged = `STORAGE_VERSION '${STORAGE_VERSION}', RECOVERY_MODE no_wal_writes`
      await attach(target, 'archive', unlogged).catch((error: unknown) => {
        throw old === null ? error : new Failed(failureToOpen(old, error))
      })
      await attach(join(workFolder, CLAIM_FILE), 'claim', unlogged)
      await connection.run(`ATTACH ':memory:' AS stage`)
      await connection.run('USE archive')
      if (old === null) {
        await createArchive(connection, { createdBy })
        await connection.run(`INSERT INTO store.scopes VALUES (${NO_SCOPE_KEY}, NULL, NULL, NULL)`)
      } else await migrateArchive(connection, await checkFormatVersion(connection, old))
      const side = await instance.connect()
      await side.run('USE archive')
      return new SpanWriter(instance, [connection, side], options, await readNextNumbers(connection))
    } catch (error) {
      connection.closeSync()
      instance.closeSync()
      throw error
    }
  }

  /** Writes all batches. Blocks the thread while it waits for one. */
  async write(source: BatchSource): Promise<void> {
    const next = (): NumberedBatch | null => {
      for (;;) {
        const incoming = source.next()
        if (incoming === null) return null
        const numbered = this.#take(incoming)
        if (incoming.batch.count > 0) return numbered
      }
    }
    if (this.#options.old !== null) await this.#recordOldSpans()
    const spans = new RowSource(this.#connection, INCOMING_SPANS, this.#pointing, this.#options.insertingThreads, next)
    for (const table of SIDE_TABLES) {
      this.#sideTables.push(await SideTable.open(this.#side, table, this.#pointing))
    }
    await spans.insert()
    for (const table of this.#sideTables) table.close()
    this.#sideTables = []
    await this.#connection.run(`SET threads = ${this.#options.threads}`)
  }

  #take({ batch, fileIds, release }: IncomingBatch): NumberedBatch {
    const { text, resources, scopes } = batch
    const newResources = this.#resources.take(text, resources, [resources.serviceName])
    const newScopes = this.#scopes.take(text, scopes, [scopes.name, scopes.version])
    this.#services.add(text, newResources.key, newResources.texts[0] ?? resources.serviceName)
    const firstRow = this.#nextRow
    this.#nextRow += batch.count
    this.#records.add(batch, (row) => firstRow + row)
    const logResources = Int32Array.from(batch.logs.resource, (reference) => -1 - reference)
    const numbered = { batch, firstRow, fileIds, newResources, newScopes, logResources, release }
    for (const table of this.#sideTables) table.add(numbered)
    if (batch.count === 0) release()
    return numbered
  }

  /** Links and stores everything. Afterwards the target is complete and closed. */
  async finish(files: ImportedFile[], onPhase: (phase: ImportPhase, spans: number) => void): Promise<ImportTotals> {
    const connection = this.#connection
    const hasOld = this.#options.old !== null
    onPhase('linking', 0)
    const run = (statement: string) => this.#run(connection, statement)
    try {
      await stageFiles(connection, files, hasOld)
      const trees = new TreeRecords(join(this.#options.workFolder, 'trees'), this.#nextRow)
      this.#trees = trees
      const calls = new ServiceCalls()
      const traceCount = await linkSpans({
        spans: this.#records,
        trees,
        calls,
        resources: this.#resources,
        scopes: this.#scopes,
        services: this.#services,
        run,
        reader: connection,
        writer: this.#side,
        onLinked: (spans) => {
          this.#stopIfInterrupted()
          onPhase('linking', spans)
        },
      })
      onPhase('storing', 0)
      const resourceOf = (await isTrue(connection, 'SELECT count(*) > 0 FROM stage.merges'))
        ? await this.#merge(run)
        : new Map<number, number>()
      await run(ORDER_TRACES)
      if (await isTrue(connection, 'SELECT count(*) > 0 FROM stage.renamed')) {
        for (const statement of RENAME_REPEATS) await run(statement)
      }
      await writeTreeColumns(connection, run, {
        trees,
        traceKeys: await readTraceKeys(connection, traceCount),
        resourceOf,
        logResource: (reference) => this.#resources.keyAt(reference),
      })
      // What was written so far is compressed now, and need not be held in memory as it is.
      await run('CHECKPOINT archive')
      await stageCalls(this.#side, run, calls, this.#services)
      await stageStatistics(this.#side, this.statistics)
      for (const statement of [...STORE_STATEMENTS, ...STATISTICS_STATEMENTS]) await run(statement)
      await run('CHECKPOINT archive')
      return await readTotals(connection)
    } finally {
      this.close()
    }
  }

  async #merge(run: (statement: string) => Promise<void>): Promise<Map<number, number>> {
    const connection = this.#connection
    await countChanged(connection, this.statistics, -1)
    const hasParts = await isTrue(connection, 'SELECT bool_or(NOT is_identical) FROM stage.merges')
    const resourceOf = await applyMerges(run, connection, hasParts)
    await countChanged(connection, this.statistics, 1)
    return resourceOf
  }

  /** Lets the spans of the archive which is added to be linked again, as they were reported. */
  async #recordOldSpans(): Promise<void> {
    const connection = this.#connection
    for (const statement of RESTORE_REPORTED_IDS) await this.#run(connection, statement)
    await readOldServices(connection, this.#services)
    await readOldStatistics(connection, this.statistics)
    for await (const { spans, rows } of readOldSpans(connection, this.#partialFiles)) {
      this.#stopIfInterrupted()
      this.#records.add(spans, (row) => rows[row] ?? 0)
    }
  }

  /** Stops what is running: it fails soon with `cancelled` or DuckDB's own error. */
  interrupt(): void {
    this.#interrupted = true
    if (this.#closed) return
    this.#connection.interrupt()
    this.#side.interrupt()
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
    const allowed = Math.round(Math.min(megabytes, Math.max(totalmem() / 2e6, LEAST_MEGABYTES)))
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
    this.#records.records.close()
    this.#trees?.close()
    this.#side.closeSync()
    this.#connection.closeSync()
    this.#instance.closeSync()
  }
}

interface NextNumbers {
  row: number
  file: number
  resource: number
  scope: number
  /** Files that are there and whose spans may be parts. */
  partialFiles: Set<number>
}

async function readNextNumbers(connection: DuckDBConnection): Promise<NextNumbers> {
  const next = async (relation: string, column: string) => {
    const rows = await connection.runAndReadAll(`SELECT coalesce(max(${column}) + 1, 0)::INTEGER FROM ${relation}`)
    return Number(rows.value(0, 0))
  }
  const files = await connection.runAndReadAll('SELECT file_id, format FROM main.files')
  return {
    row: await next('store.span_rows', 'span_row'),
    file: await next('main.files', 'file_id'),
    resource: await next('store.resources', 'resource_key'),
    scope: await next('store.scopes', 'scope_key'),
    partialFiles: new Set(
      files.getRows().flatMap(([file, format]) => (isPartialFormat(String(format)) ? [Number(file)] : [])),
    ),
  }
}

async function copyArchive(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw error
    throw new Failed(failureToOpen(from, error))
  }
}

async function isTrue(connection: DuckDBConnection, query: string): Promise<boolean> {
  const rows = await connection.runAndReadAll(query)
  return rows.value(0, 0) === true
}
