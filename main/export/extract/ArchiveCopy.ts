import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { version } from '../../../package.json'
import type { ExtractProgress, ExtractReport, TraceSelection } from '../../../preload/contract/extract'
import { Failed } from '../../../preload/contract/failure'
import type { RedactionRules } from '../../../preload/contract/RedactionRules'
import { checkFormatVersion } from '../../archive/checkFormatVersion'
import { createArchive, STORAGE_VERSION } from '../../archive/createArchive'
import { failureToOpen } from '../../archive/openArchive'
import { sql, textLiteral, type Statement } from '../../archive/sql'
import { readableProblem } from '../../hosts/readableProblem'
import { freeBytes } from '../../import/freeSpace'
import { STATISTICS_STATEMENTS } from '../../import/storing/statisticsStatements'
import { chosenTraces } from '../../queries/chosenTraces'
import { interruptible } from '../../queries/interruptible'
import { watchProgress } from '../../queries/watchProgress'
import { countStatements, keyStatements } from './attributeStatements'
import { copyStatements, numberStatements } from './copyStatements'
import { redactedKeys } from './redactedKeys'
import { RedactionSql } from './RedactionSql'

/** What an archive takes beside its spans. */
const LEAST_BYTES = 4 << 20

export interface CopyOptions {
  /** The archive that is read. */
  archive: string
  /** The file to be written. It must not exist. */
  target: string
  /** For what does not fit into memory on the way. */
  workFolder: string
  signal: AbortSignal
  onProgress: (progress: ExtractProgress) => void
}

/** Copies traces of one archive into a new one, statement by statement. Fails with `cancelled`. */
export class ArchiveCopy {
  readonly #options: CopyOptions
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection
  /** Whether all traces were chosen. */
  #isWhole = false
  #closed = false

  private constructor(options: CopyOptions, instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#options = options
    this.#instance = instance
    this.#connection = connection
  }

  static async open(options: CopyOptions): Promise<ArchiveCopy> {
    const { archive, target, workFolder } = options
    await stat(archive).catch((error: unknown) => {
      throw new Failed({ code: 'archive_unreadable', path: archive, problem: readableProblem(error) })
    })
    const instance = await DuckDBInstance.create(':memory:', {
      temp_directory: workFolder,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    })
    const connection = await instance.connect()
    try {
      await connection.run(`ATTACH ${textLiteral(archive)} AS source (READ_ONLY)`).catch((error: unknown) => {
        throw new Failed(failureToOpen(archive, error))
      })
      await checkFormatVersion(connection, archive, 'source')
      // Nothing is ever recovered from this file, so it needs no write-ahead log.
      const unlogged = `STORAGE_VERSION '${STORAGE_VERSION}', RECOVERY_MODE no_wal_writes`
      await connection.run(`ATTACH ${textLiteral(target)} AS archive (${unlogged})`)
      await connection.run(`ATTACH ':memory:' AS stage`)
      await connection.run('USE archive')
      await createArchive(connection, { createdBy: `traceloupe ${version}` })
      await connection.run('SET enable_progress_bar = true')
      await connection.run('SET enable_progress_bar_print = false')
      return new ArchiveCopy(options, instance, connection)
    } catch (error) {
      connection.closeSync()
      instance.closeSync()
      throw error
    }
  }

  /** Chooses whole traces. Fails with `query_wrong`, and with `no_space` for them. */
  async choose(selection: TraceSelection): Promise<void> {
    this.#options.onProgress({ phase: 'matching', share: null })
    await this.#run('USE source')
    await this.#run(
      sql`CREATE TABLE stage.chosen AS
        SELECT trace_key AS old_key, (row_number() OVER (ORDER BY trace_key) - 1)::INTEGER AS new_key, span_count
        FROM store.traces WHERE trace_key IN (${chosenTraces(selection)})`,
      (share) => this.#options.onProgress({ phase: 'matching', share }),
    )
    await this.#run('USE archive')
    const [chosen, all] = [await this.#number('FROM stage.chosen'), await this.#number('FROM source.store.traces')]
    this.#isWhole = chosen === all
    const [{ size }, free] = [await stat(this.#options.archive), await freeBytes(dirname(this.#options.target))]
    const needed = LEAST_BYTES + size * (await this.#share())
    if (free >= needed) return
    const path = dirname(this.#options.target)
    throw new Failed({ code: 'no_space', path, neededBytes: needed, availableBytes: free })
  }

  /** Writes what was chosen, but for `service_dependencies`. */
  async write(rules: RedactionRules): Promise<Omit<ExtractReport, 'elapsedMs'>> {
    const redaction = new RedactionSql(rules)
    const before = [...numberStatements(this.#isWhole), ...keyStatements(this.#isWhole)]
    const copies = copyStatements(redaction, this.#isWhole)
    const after = ['CHECKPOINT archive', ...countStatements(redaction), ...STATISTICS_STATEMENTS, 'CHECKPOINT archive']
    const { onProgress } = this.#options
    onProgress({ phase: 'writing', share: null })
    for (const statement of before) await this.#run(statement)
    for (const statement of copies) {
      const isLong = statement.includes('archive.store.span_rows BY NAME')
      await this.#run(statement, (share) => isLong && onProgress({ phase: 'writing', share }))
    }
    onProgress({ phase: 'completing', share: null })
    for (const statement of after) await this.#run(statement)
    return {
      traces: await this.#number('FROM archive.store.traces'),
      spans: await this.#number('FROM archive.store.span_rows'),
      logs: await this.#number('FROM archive.store.log_rows'),
      ...(await redactedKeys(this.#connection, rules)),
    }
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#connection.closeSync()
    this.#instance.closeSync()
  }

  async #run(statement: string | Statement, onShare?: (share: number | null) => void): Promise<void> {
    const { signal } = this.#options
    if (signal.aborted) throw new Failed({ code: 'cancelled' })
    const { text, values } = typeof statement === 'string' ? { text: statement, values: [] } : statement
    const running = this.#connection.run(text, values)
    const endWatch = onShare && watchProgress(this.#connection, onShare)
    try {
      await interruptible(this.#connection, running, signal)
    } finally {
      endWatch?.()
      // DuckDB does not survive a connection that is closed while it runs.
      await running.catch(() => undefined)
    }
  }

  async #number(of: string): Promise<number> {
    const counted = await this.#connection.runAndReadAll(`SELECT count(*)::DOUBLE ${of}`)
    return Number(counted.value(0, 0))
  }

  /** How much of the spans is chosen, 0 to 1. */
  async #share(): Promise<number> {
    const sums = await this.#connection.runAndReadAll(`SELECT coalesce(sum(span_count), 0)::DOUBLE / greatest(1,
      (SELECT count(*) FROM source.store.span_rows)) FROM stage.chosen`)
    return Number(sums.value(0, 0))
  }
}
