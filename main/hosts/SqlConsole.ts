import { rename, rm } from 'node:fs/promises'
import type { Context } from '../../preload/contract/channel'
import type { SqlColumn, SqlProgress, SqlResult, SqlValue } from '../../preload/contract/sql/sql'
import type { SqlVocabulary } from '../../preload/contract/sql/vocabulary'
import { defaultMemoryLimit } from '../console/memoryLimit'
import { cancelledBy } from './cancelledBy'
import { SqlHost } from './SqlHost'
import type { SpawnHost } from './spawnHost'

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

  /** Runs a statement; its rows are held for its session until the session's next statement. */
  run(parameters: { session: string; statement: string }, context: Context<SqlProgress>): Promise<SqlResult> {
    return this.#ask(context.signal, (host) =>
      host.ask('run', parameters, { signal: context.signal, onProgress: context.progress }),
    )
  }

  /** Rows of a held result; `sql_result_gone` when the session has run another statement, or the host has ended. */
  rows(
    parameters: { session: string; resultId: number; first: number; count: number },
    { signal }: { signal: AbortSignal },
  ): Promise<SqlValue[][]> {
    return cancelledBy(
      signal,
      this.#ask(signal, (host) => host.ask('rows', { ...parameters, whole: false })),
    )
  }

  vocabulary({ signal }: { signal: AbortSignal }): Promise<SqlVocabulary> {
    return cancelledBy(
      signal,
      this.#ask(signal, (host) => host.ask('vocabulary', {})),
    )
  }

  /** Runs a statement to its end, to read its rows once, from the first to the last, with cells whole. */
  async stream(statement: string, signal: AbortSignal): Promise<StatementRows> {
    const result = await this.run({ session: STREAM, statement }, { signal, progress: () => undefined })
    return { columns: result.columns, batches: this.#batches(result, signal) }
  }

  /** Writes the rows of a SELECT to `file` as Parquet: whole, or not at all. */
  async exportParquet(
    { statement, file }: { statement: string; file: string },
    { signal, progress }: Context<SqlProgress>,
  ): Promise<void> {
    const part = `${file}.part`
    const starting = SqlHost.start({ ...this.#options, writableFile: part })
    const host = await cancelledBy(signal, starting).catch((error: unknown) => {
      starting.then((unwanted) => unwanted.kill()).catch(() => undefined)
      throw error
    })
    this.#exporting.add(host)
    try {
      await host.ask('export', { statement }, { signal, onProgress: progress })
      await host.kill()
      await rename(part, file)
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
      const page = { session: STREAM, resultId, first, count, whole: true }
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
