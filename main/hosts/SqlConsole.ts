import { open, rename, rm, stat } from 'node:fs/promises'
import type { AnswerOf, Context, ParametersOf } from '../../preload/contract/channel'
import { Failed } from '../../preload/contract/failure'
import type { ArrangedResult, ChartAnswer, ColumnProfile, ExplainedStatement } from '../../preload/contract/sql/held'
import type { ResultExportProgress } from '../../preload/contract/sql/resultExport'
import type { SqlColumn, SqlProgress, SqlResult, SqlValue } from '../../preload/contract/sql/sql'
import type { SqlVocabulary } from '../../preload/contract/sql/vocabulary'
import { defaultMemoryLimit } from '../console/memoryLimit'
import type { ResultSpans } from '../console/resultSpans'
import type { SqlHostRequests } from '../console/sqlHostRequests'
import { cancelledBy } from './cancelledBy'
import { readableProblem } from './readableProblem'
import { SqlHost } from './SqlHost'
import type { SpawnHost } from './spawnHost'

type AskedOf<Name extends keyof SqlHostRequests> = ParametersOf<SqlHostRequests[Name]>

export interface SqlConsoleOptions {
  spawnHost: SpawnHost
  /** Where the hosts' bundles are. */
  entryFolder: string
  archive: string
  /** DuckDB's limit; the host is killed 512 MB above it. Default: a quarter of the machine's memory, at most 4 GiB. */
  memoryLimitBytes?: number
}

export interface StatementRows {
  columns: SqlColumn[]
  /** Some rows at a time, the next ones fetched while these are being used. */
  batches: AsyncIterable<SqlValue[][]>
}

/**
 * Runs what users write on one archive, in a process that is started when first needed and again after it ended.
 * All of its methods fail by throwing `Failed`, with `cancelled` at most 200 ms after their signal is aborted.
 */
export class SqlConsole {
  readonly #options: SqlConsoleOptions & { memoryLimitBytes: number }
  #host: Promise<SqlHost> | null = null
  readonly #exporting = new Set<SqlHost>()

  constructor(options: SqlConsoleOptions) {
    this.#options = { memoryLimitBytes: defaultMemoryLimit(), ...options }
  }

  /** Runs a statement, with what stands for its `$names`; its rows are held for its session until the session's next statement. */
  run(parameters: Omit<AskedOf<'run'>, 'inTurn'>, context: Context<SqlProgress>): Promise<SqlResult> {
    return this.#follow('run', { ...parameters, inTurn: false }, context)
  }

  /** Rows of a held result; `sql_result_gone` when the session has run another statement, or the host has ended. */
  rows(parameters: Omit<AskedOf<'rows'>, 'whole'>, { signal }: { signal: AbortSignal }): Promise<SqlValue[][]> {
    return cancelledBy(
      signal,
      this.#ask(signal, (host) => host.ask('rows', { ...parameters, whole: false })),
    )
  }

  /** Sorts and filters the rows of a held result, to be read by the answer's id until it is arranged again. */
  arrange(parameters: AskedOf<'arrange'>, context: Context<SqlProgress>): Promise<ArrangedResult> {
    return this.#follow('arrange', parameters, context)
  }

  cell(parameters: AskedOf<'cell'>, { signal }: { signal: AbortSignal }): Promise<SqlValue> {
    return cancelledBy(
      signal,
      this.#ask(signal, (host) => host.ask('cell', parameters)),
    )
  }

  profile(parameters: AskedOf<'profile'>, context: Context<SqlProgress>): Promise<ColumnProfile> {
    return this.#follow('profile', parameters, context)
  }

  chart(parameters: AskedOf<'chart'>, context: Context<SqlProgress>): Promise<ChartAnswer> {
    return this.#follow('chart', parameters, context)
  }

  /** The spans that the rows of a held result name; null where the archive has none of them. */
  select(parameters: AskedOf<'select'>, context: Context<SqlProgress>): Promise<ResultSpans | null> {
    return this.#follow('select', parameters, context)
  }

  vocabulary({ signal }: { signal: AbortSignal }): Promise<SqlVocabulary> {
    return cancelledBy(
      signal,
      this.#ask(signal, (host) => host.ask('vocabulary', {})),
    )
  }

  /** Runs a statement to its end, to read its rows once, from the first to the last, with cells whole. */
  async stream(statement: string, signal: AbortSignal): Promise<StatementRows> {
    const result = await this.#follow(
      'run',
      { session: STREAM, statement, parameters: {}, selection: null, inTurn: true },
      { signal, progress: () => undefined },
    )
    return { columns: result.columns, batches: this.#batches(result, signal) }
  }

  /** How DuckDB goes about a statement. */
  explain(parameters: AskedOf<'explain'>, context: Context<SqlProgress>): Promise<ExplainedStatement> {
    return this.#follow('explain', parameters, context)
  }

  /**
   * Writes the rows of a statement to `file`, whole or not at all, in a process that can write nothing else. The last
   * report says how many. Fails with `file_unwritable`, and as the statement fails.
   */
  async export(
    { file, ...parameters }: AskedOf<'export'> & { file: string },
    { signal, progress }: Context<ResultExportProgress>,
  ): Promise<void> {
    const startedAt = performance.now()
    const part = `${file}.part`
    const told = (error: unknown) => {
      throw new Failed({ code: 'file_unwritable', path: file, problem: readableProblem(error) })
    }
    await open(part, 'w').then((handle) => handle.close(), told)
    const starting = SqlHost.start({ ...this.#options, writableFile: part })
    const host = await cancelledBy(signal, starting).catch(async (error: unknown) => {
      starting.then((unwanted) => unwanted.kill()).catch(() => undefined)
      await rm(part, { force: true })
      throw error
    })
    this.#exporting.add(host)
    try {
      const rowCount = await host.ask('export', parameters, { signal, onProgress: progress })
      await host.kill()
      const { size: byteCount } = await stat(part)
      await rename(part, file).catch(told)
      progress({ elapsedMs: performance.now() - startedAt, percentage: 100, rowCount, byteCount })
    } finally {
      this.#exporting.delete(host)
      await host.kill()
      await rm(part, { force: true })
    }
  }

  /** Ends the process, so that the archive can be replaced; the next request starts another. */
  async close(): Promise<void> {
    const host = await this.#host?.catch(() => null)
    this.#host = null
    await Promise.all([...this.#exporting, ...(host ? [host] : [])].map((running) => running.kill()))
  }

  #follow<Name extends 'run' | 'arrange' | 'profile' | 'chart' | 'select' | 'explain'>(
    name: Name,
    parameters: AskedOf<Name>,
    { signal, progress }: Context<SqlProgress>,
  ): Promise<AnswerOf<SqlHostRequests[Name]>> {
    return this.#ask(signal, (host) => host.ask(name, parameters, { signal, onProgress: progress }))
  }

  async #ask<Answer>(signal: AbortSignal, ask: (host: SqlHost) => Promise<Answer>): Promise<Answer> {
    const host = await cancelledBy(signal, (this.#host ??= this.#start()))
    return ask(host)
  }

  async #start(): Promise<SqlHost> {
    try {
      const host = await SqlHost.start({ ...this.#options, writableFile: null })
      const forget = () => (this.#host = null)
      if (host.end.aborted) forget()
      else host.end.addEventListener('abort', forget)
      return host
    } catch (error) {
      this.#host = null
      throw error
    }
  }

  async *#batches({ resultId, rowCount }: SqlResult, signal: AbortSignal): AsyncGenerator<SqlValue[][]> {
    const read = (first: number, count: number) => {
      const page = { session: STREAM, resultId, arrangementId: null, first, count, whole: true }
      const rows = cancelledBy(
        signal,
        this.#ask(signal, (host) => host.ask('rows', page)),
      )
      // It is awaited in the next round, unless the reader stops here.
      rows.catch(() => undefined)
      return rows
    }
    let next = FIRST_BATCH
    let coming = read(0, next)
    for (let first = 0; first < rowCount;) {
      const batch = await coming
      first += next
      next = Math.min(Math.max(Math.floor((BATCH_CHARACTERS * batch.length) / charactersIn(batch)), 1), LARGEST_BATCH)
      if (first < rowCount) coming = read(first, next)
      yield batch
    }
  }
}

/** The session of what `stream` runs. */
const STREAM = 'stream'
const FIRST_BATCH = 256
const LARGEST_BATCH = 10_000
/** What a batch should come to, whatever its rows hold. */
const BATCH_CHARACTERS = 1_000_000

function charactersIn(rows: SqlValue[][]): number {
  return JSON.stringify(rows).length
}
