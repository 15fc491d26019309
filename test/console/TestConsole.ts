import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { forkHost } from '../../main/hosts/forkHost'
import { SqlConsole } from '../../main/hosts/SqlConsole'
import type { TraceFilter } from '../../preload/contract/explorer'
import { failureOf, type Failure } from '../../preload/contract/failure'
import type { SqlParameters } from '../../preload/contract/sql/parameters'
import type { SqlProgress, SqlResult } from '../../preload/contract/sql/sql'
import { builtProgram } from '../support/builtProgram'
import { never } from '../support/never'
import { shopArchive } from './shopArchive'

/** A console on a small archive, in a real host of its own. */
export class TestConsole {
  readonly archive: string
  readonly console: SqlConsole

  private constructor(archive: string, console: SqlConsole) {
    this.archive = archive
    this.console = console
  }

  static async open({ spanCount = 9, memoryLimitBytes = 256 * 1024 ** 2 } = {}): Promise<TestConsole> {
    const archive = await shopArchive(spanCount)
    const entryFolder = await builtProgram()
    return new TestConsole(archive, new SqlConsole({ spawnHost: forkHost, entryFolder, archive, memoryLimitBytes }))
  }

  run(statement: string, options: RunOptions = {}): Promise<SqlResult> {
    const { session = 'test', parameters = {}, selection = null, signal = never, progress = ignore } = options
    return this.console.run({ session, statement, parameters, selection }, { signal, progress })
  }

  /** The failure of a statement; fails itself when there is none. */
  async failureOf(statement: string, options: RunOptions = {}): Promise<Failure> {
    const outcome = await this.run(statement, options).then(
      ({ rowCount }) => new Error(`it answered ${rowCount} rows`),
      (error: unknown) => error,
    )
    return failureOf(outcome)
  }

  async archiveHash(): Promise<string> {
    return createHash('sha256')
      .update(await readFile(this.archive))
      .digest('hex')
  }

  async close(): Promise<void> {
    await this.console.close()
    await rm(dirname(this.archive), { recursive: true })
  }
}

interface RunOptions {
  session?: string
  parameters?: SqlParameters
  selection?: TraceFilter | null
  signal?: AbortSignal
  progress?: (progress: SqlProgress) => void
}

const ignore = () => undefined
