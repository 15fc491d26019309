import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance, DuckDBMaterializedResult } from '@duckdb/node-api'
import { setImmediate } from 'node:timers/promises'
import { Failed } from '../../preload/contract/failure'
import { openArchive } from '../archive/openArchive'
import { identifier, sql, type Statement } from '../archive/sql'
import { interruptible } from './interruptible'
import { watchProgress } from './watchProgress'

const IDLE_CONNECTIONS = 4
/** Others get their turn after this many, so that a large answer does not hold up the small ones. */
const CHUNKS_AT_ONCE = 8
type OnShare = (share: number | null) => void
const NEVER = new AbortController().signal

/**
 * An archive opened for reading and nothing else: no other file can be reached through it.
 * Each running statement has a connection of its own, so that it can be interrupted alone.
 */
export class ArchiveReader {
  readonly path: string
  readonly formatVersion: number
  readonly #instance: DuckDBInstance
  readonly #idle: DuckDBConnection[]
  #closed = false
  /** Statements that have begun and whose connection is not yet given back. */
  #running = 0
  #keptCount = 0

  private constructor(path: string, formatVersion: number, instance: DuckDBInstance, connection: DuckDBConnection) {
    this.path = path
    this.formatVersion = formatVersion
    this.#instance = instance
    this.#idle = [connection]
  }

  /** Fails as `openArchive` does. */
  static async open(path: string): Promise<ArchiveReader> {
    const { instance, connection, formatVersion } = await openArchive(path)
    // In memory, for rows that further statements ask about.
    await connection.run(`ATTACH ':memory:' AS kept (READ_WRITE)`)
    await connection.run('SET enable_external_access = false')
    // Of one connection at a time alone.
    await connection.run("SET allowed_configs = ['enable_progress_bar', 'enable_progress_bar_print']")
    await connection.run('SET lock_configuration = true')
    await followProgress(connection)
    return new ArchiveReader(path, formatVersion, instance, connection)
  }

  /**
   * The answer of one statement, a chunk of up to 2,048 rows after the other. Fails with `cancelled` as soon as the
   * signal aborts. `onShare` is told how much is done, see `watchProgress`.
   */
  async *chunks(statement: Statement, signal: AbortSignal, onShare?: OnShare): AsyncGenerator<DuckDBDataChunk> {
    const { result, running, connection } = await this.#begin(statement, signal, onShare)
    try {
      const answer = await result
      for (let index = 0; index < answer.chunkCount; index++) {
        if (index % CHUNKS_AT_ONCE === 0) await setImmediate()
        if (signal.aborted) throw new Failed({ code: 'cancelled' })
        yield answer.getChunk(index)
      }
    } finally {
      this.#releaseAfter(running, connection)
    }
  }

  /**
   * Keeps the rows of a statement in memory, as a table that other statements can read until it is forgotten.
   * Answers its name.
   */
  async keep(query: Statement, signal: AbortSignal, onShare?: OnShare): Promise<Statement> {
    const table = sql`kept.${identifier(`rows_${++this.#keptCount}`)}`
    const statement = sql`CREATE TABLE ${table} AS ${query}`
    const { result, running, connection } = await this.#begin(statement, signal, onShare)
    this.#releaseAfter(running, connection)
    try {
      await result
      return table
    } catch (error) {
      // It may have been ready at the very moment when it was cancelled.
      running.then(
        () => this.forget(table),
        () => undefined,
      )
      throw error
    }
  }

  /** Gives the memory of a kept table back. */
  forget(table: Statement): void {
    if (this.#closed) return
    const drop = async () => {
      const { result, running, connection } = await this.#begin(sql`DROP TABLE ${table}`, NEVER)
      this.#releaseAfter(running, connection)
      await result
    }
    drop().catch(() => undefined)
  }

  /** What still runs ends first: DuckDB does not survive a connection that is made while its instance is closed. */
  close(): void {
    this.#closed = true
    for (const connection of this.#idle) connection.closeSync()
    if (this.#running === 0) this.#instance.closeSync()
  }

  async #begin(statement: Statement, signal: AbortSignal, onShare?: OnShare) {
    if (signal.aborted) throw new Failed({ code: 'cancelled' })
    this.#running++
    const connection = this.#idle.pop() ?? (await this.#connect())
    const running = run(connection, statement)
    const endWatch = onShare && watchProgress(connection, onShare)
    return { connection, running, result: interruptible(connection, running, signal).finally(endWatch) }
  }

  async #connect(): Promise<DuckDBConnection> {
    try {
      return await followProgress(await this.#instance.connect())
    } catch (error) {
      this.#ended()
      throw error
    }
  }

  #ended(): void {
    this.#running--
    if (this.#closed && this.#running === 0) this.#instance.closeSync()
  }

  #releaseAfter(running: Promise<unknown>, connection: DuckDBConnection): void {
    const release = () => {
      if (!this.#closed && this.#idle.length < IDLE_CONNECTIONS) this.#idle.push(connection)
      else connection.closeSync()
      this.#ended()
    }
    running.then(release, release)
  }
}

/** A connection of which `progress` can be asked. */
async function followProgress(connection: DuckDBConnection): Promise<DuckDBConnection> {
  await connection.run('SET enable_progress_bar = true')
  await connection.run('SET enable_progress_bar_print = false')
  return connection
}

async function run(connection: DuckDBConnection, { text, values }: Statement): Promise<DuckDBMaterializedResult> {
  const prepared = await connection.prepare(text)
  try {
    prepared.bind(values)
    // Not `stream()`: with node-api 1.5.5 a statement that fails midway ends its stream like a complete one.
    return await prepared.run()
  } finally {
    prepared.destroySync()
  }
}
