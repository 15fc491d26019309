import type { MessagePort, Worker } from 'node:worker_threads'
import { Failed, type Failure } from '../../preload/contract/failure'
import type { ImportedFile } from './ImportedFile'
import type { ImportMeter } from './ImportMeter'
import type { DecodedFile } from './reading/JobResult'
import type { ImportTotals } from './storing/readTotals'
import type { FromWriter, ToWriter, WriterStart } from './workerMessages'

/** The thread that owns the new archive. */
export class WriterThread {
  /** Rejects when the writer fails; never resolves. */
  readonly failed: Promise<never>
  readonly #worker: Worker
  readonly #signal: AbortSignal
  readonly #closed: Promise<void>
  readonly #abort = () => this.#post({ abort: true })
  #fail: (failure: Failure) => void = () => undefined
  #path = ''

  constructor(worker: Worker, signal: AbortSignal) {
    this.#signal = signal
    this.#worker = worker
    this.failed = new Promise((_, reject) => (this.#fail = (failure) => reject(new Failed(failure))))
    // Whoever waits for the writer sees the failure; nobody may be waiting just now.
    this.failed.catch(() => undefined)
    this.#closed = new Promise((resolve) => {
      this.#worker.on('message', (message: FromWriter) => {
        if ('failed' in message) this.#fail(message.failed)
        if ('closed' in message) resolve()
      })
      this.#worker.on('error', (error) =>
        this.#fail({ code: 'import_failed', path: this.#path, problem: error.message }),
      )
      this.#worker.on('exit', () => {
        this.#fail({ code: 'import_failed', path: this.#path, problem: 'the writer ended' })
        resolve()
      })
    })
    signal.addEventListener('abort', this.#abort, { once: true })
  }

  /** Answers the number of the first file of this import. */
  open(start: WriterStart): Promise<number> {
    this.#path = start.options.old ?? start.options.target
    this.#post({ open: start }, start.decoders)
    return this.#answer((message) => ('opened' in message ? message.opened.firstFile : undefined))
  }

  /** Answers what became of the files once all that the decoders hand on is written. */
  read(): Promise<DecodedFile[]> {
    return this.#answer((message) => ('read' in message ? message.read : undefined))
  }

  /** Links and stores what was read. */
  finish(files: ImportedFile[], meter: ImportMeter): Promise<ImportTotals> {
    this.#post({ finish: files })
    return this.#answer((message) => {
      if ('phase' in message) {
        meter.phase(message.phase)
        if (message.spans > 0) meter.linked(message.spans)
      }
      return 'finished' in message ? message.finished : undefined
    })
  }

  /** Ends the thread once DuckDB has let go of the files; what is under way is given up. */
  async close(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#abort)
    this.#abort()
    await this.#closed
    await this.#worker.terminate()
  }

  #post(message: ToWriter, transfer: MessagePort[] = []): void {
    this.#worker.postMessage(message, transfer)
  }

  #answer<Answer>(answerIn: (message: FromWriter) => Answer | undefined): Promise<Answer> {
    const answer = new Promise<Answer>((resolve) => {
      this.#worker.on('message', (message: FromWriter) => {
        const found = answerIn(message)
        if (found !== undefined) resolve(found)
      })
    })
    return Promise.race([answer, this.failed])
  }
}
