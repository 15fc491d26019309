import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  connect,
  type AnswerOf,
  type AskOptions,
  type Client,
  type ParametersOf,
  type ProgressOf,
  type Result,
} from '../../preload/contract/channel'
import { Failed, type HostEnd } from '../../preload/contract/failure'
import { MEMORY_LINE } from '../console/memoryLimit'
import type { SqlHostRequests } from '../console/sqlHostRequests'
import type { HostProcess, SpawnHost } from './spawnHost'

/** How long a statement may take to stop when it is cancelled. The answer is due after 200 ms. */
const GRACE_MS = 150

export interface SqlHostOptions {
  spawnHost: SpawnHost
  /** Where the hosts' bundles are. */
  entryFolder: string
  archive: string
  memoryLimitBytes: number
  /** The one file that may be written; null where nothing is exported. */
  writableFile: string | null
}

/** One run of the SQL host's process, with a temporary folder of its own, which goes when the process ends. */
export class SqlHost {
  /** Settles when the process has ended and its folder is removed. */
  readonly ended: Promise<void>
  readonly #process: HostProcess
  readonly #client: Client<SqlHostRequests>
  readonly #end = new AbortController()
  #killedFor: HostEnd | null = null

  private constructor(process: HostProcess, temporaryFolder: string) {
    this.#process = process
    const port = process.connect()
    port.onClose(() => this.#end.abort())
    this.#client = connect<SqlHostRequests>(port)
    this.ended = removeAtEnd(process, temporaryFolder)
  }

  /** Aborted as soon as nothing more is answered. */
  get end(): AbortSignal {
    return this.#end.signal
  }

  /** Starts the process and opens the archive in it. */
  static async start(options: SqlHostOptions): Promise<SqlHost> {
    const { spawnHost, entryFolder, archive, memoryLimitBytes, writableFile } = options
    const temporaryFolder = await mkdtemp(join(tmpdir(), 'traceloupe-sql-'))
    // Each statement that runs takes a thread of Node's pool.
    const process = spawnHost(join(entryFolder, 'sqlHost.js'), { env: { UV_THREADPOOL_SIZE: '16' } })
    const host = new SqlHost(process, temporaryFolder)
    try {
      await host.ask('open', { archive, memoryLimitBytes, temporaryFolder, writableFile })
      return host
    } catch (error) {
      await host.kill()
      throw error
    }
  }

  /**
   * The answer to one request; fails as the host fails. A request that is aborted and does not stop fails with
   * `cancelled` all the same, and the process is killed. An end of the process fails with `host_ended`.
   */
  async ask<Name extends keyof SqlHostRequests & string>(
    name: Name,
    parameters: ParametersOf<SqlHostRequests[Name]>,
    options: AskOptions<ProgressOf<SqlHostRequests[Name]>> = {},
  ): Promise<AnswerOf<SqlHostRequests[Name]>> {
    const overdue = this.#killWhenOverdue(options.signal)
    const { value, failure } = await this.#untilEnd(name, this.#client.ask(name, parameters, options))
    overdue.forget()
    if (!failure) return value
    if (options.signal?.aborted) throw new Failed({ code: 'cancelled' })
    throw failure.code === 'connection_closed' ? await this.#howEnded() : new Failed(failure)
  }

  kill(reason: HostEnd = 'crashed'): Promise<void> {
    this.#killedFor ??= reason
    this.#process.kill()
    // Whoever waits for an answer has it now, and not only when the process is gone.
    this.#end.abort()
    return this.ended
  }

  #untilEnd<Value>(request: string, asked: Promise<Result<Value>>): Promise<Result<Value>> {
    return new Promise((resolve) => {
      const ended = () => resolve({ failure: { code: 'connection_closed', request } })
      if (this.end.aborted) return ended()
      this.end.addEventListener('abort', ended)
      void asked.then(resolve).finally(() => this.end.removeEventListener('abort', ended))
    })
  }

  #killWhenOverdue(signal: AbortSignal | undefined): { forget: () => void } {
    let timer: NodeJS.Timeout | undefined
    const aborted = () => {
      timer = setTimeout(() => void this.kill('unresponsive'), GRACE_MS)
    }
    signal?.addEventListener('abort', aborted)
    return {
      forget() {
        clearTimeout(timer)
        signal?.removeEventListener('abort', aborted)
      },
    }
  }

  async #howEnded(): Promise<Failed> {
    const { code, stderr } = await this.#process.ended
    const lines = stderr.trim().split('\n')
    const line = lines.findLast((line) => /Error|Exception/.test(line)) ?? lines.at(-1) ?? ''
    const memory = line.startsWith(MEMORY_LINE)
    const detail = memory ? line.slice(MEMORY_LINE.length) : line || `exit code ${code ?? 'none'}`
    const reason = memory ? 'memory' : (this.#killedFor ?? 'crashed')
    const said = reason === 'unresponsive' ? 'another statement was cancelled and did not stop' : detail
    return new Failed({ code: 'host_ended', host: 'sql', reason, detail: said })
  }
}

async function removeAtEnd(host: HostProcess, folder: string): Promise<void> {
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  await host.ended
  process.removeListener('exit', remove)
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
}
