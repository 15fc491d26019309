import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance, DuckDBMaterializedResult } from '@duckdb/node-api'
import { setImmediate } from 'node:timers/promises'
import { Failed } from '../../preload/contract/failure'
import { openArchive } from '../archive/openArchive'
import type { Statement } from '../archive/sql'
import { interruptible } from './interruptible'

const IDLE_CONNECTIONS = 4
/** Others get their turn after this many, so that a large answer does not hold up the small ones. */
const CHUNKS_AT_ONCE = 8

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

  private constructor(path: string, formatVersion: number, instance: DuckDBInstance, connection: DuckDBConnection) {
    this.path = path
    this.formatVersion = formatVersion
    this.#instance = instance
    this.#idle = [connection]
  }

  /** Fails as `openArchive` does. */
  static async open(path: string): Promise<ArchiveReader> {
    const { instance, connection, formatVersion } = await openArchive(path)
    await connection.run('SET enable_external_access = false')
    await connection.run('SET lock_configuration = true')
    return new ArchiveReader(path, formatVersion, instance, connection)
  }

  /** The answer of one statement, a chunk of up to 2,048 rows after the other. Fails with `cancelled` as soon as the signal aborts. */
  async *chunks(statement: Statement, signal: AbortSignal): AsyncGenerator<DuckDBDataChunk> {
    if (signal.aborted) throw new Failed({ code: 'cancelled' })
    const connection = this.#idle.pop() ?? (await this.#instance.connect())
    let running: Promise<unknown> = Promise.resolve()
    const wait = <Value>(work: Promise<Value>): Promise<Value> => {
      running = work
      return interruptible(connection, work, signal)
    }
    try {
      const result = await wait(begin(connection, statement))
      for (let index = 0; index < result.chunkCount; index++) {
        if (index % CHUNKS_AT_ONCE === 0) await setImmediate()
        if (signal.aborted) throw new Failed({ code: 'cancelled' })
        yield result.getChunk(index)
      }
    } finally {
      const release = () => this.#release(connection)
      running.then(release, release)
    }
  }

  close(): void {
    this.#closed = true
    for (const connection of this.#idle) connection.closeSync()
    this.#instance.closeSync()
  }

  #release(connection: DuckDBConnection): void {
    if (!this.#closed && this.#idle.length < IDLE_CONNECTIONS) this.#idle.push(connection)
    else connection.closeSync()
  }
}

async function begin(connection: DuckDBConnection, { text, values }: Statement): Promise<DuckDBMaterializedResult> {
  const prepared = await connection.prepare(text)
  try {
    prepared.bind(values)
    // Not `stream()`: with node-api 1.5.5 a statement that fails midway ends its stream like a complete one.
    return await prepared.run()
  } finally {
    prepared.destroySync()
  }
}
