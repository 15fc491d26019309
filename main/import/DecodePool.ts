import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads'
import { Failed } from '../../preload/contract/failure'
import type { ImportMeter } from './ImportMeter'
import type { Control } from './reading/Control'
import type { Job } from './reading/planJobs'
import type { FromDecoder, ToDecoder } from './workerMessages'

/** Threads which decode files and hand their spans to the writer. */
export class DecodePool {
  /** The writer's ends, to be transferred to it. */
  readonly writerPorts: MessagePort[] = []
  /** Rejects when a thread fails or ends before its time; never resolves. */
  readonly failed: Promise<never>
  readonly #workers: Worker[] = []
  #fail: (error: Failed) => void = () => undefined
  #lastPath = ''
  #closed = false

  constructor(startThread: () => Worker, count: number, control: Control) {
    this.failed = new Promise((_, reject) => (this.#fail = reject))
    // Whoever waits for the decoders sees it; nobody may be waiting just now.
    this.failed.catch(() => undefined)
    const ended = (problem: string) => {
      if (!this.#closed) this.#fail(new Failed({ code: 'import_failed', path: this.#lastPath, problem }))
    }
    for (let index = 0; index < count; index++) {
      const { port1, port2 } = new MessageChannel()
      this.writerPorts.push(port2)
      const worker = startThread()
      worker.postMessage({ start: { writer: port1, control: control.memory } } satisfies ToDecoder, [port1])
      worker.on('error', (error) => ended(error.message))
      worker.on('exit', () => ended('a decoder ended'))
      this.#workers.push(worker)
    }
  }

  /** Does all jobs, in their order as far as they begin; what they read goes to the writer. */
  decode(jobs: readonly Job[], meter: ImportMeter): void {
    let next = 0
    const give = (worker: Worker) => {
      const job = jobs[next]
      if (!job) return
      next++
      this.#lastPath = job.files[0]?.path ?? ''
      worker.postMessage({ decode: job } satisfies ToDecoder)
    }
    for (const worker of this.#workers) {
      worker.on('message', (message: FromDecoder) => {
        if ('progress' in message) {
          meter.read(message.progress.job, message.progress.bytesRead, message.progress.records)
        } else if ('failed' in message) {
          this.#fail(new Failed(message.failed))
        } else {
          meter.jobDone(message.done.job)
          give(worker)
        }
      })
      give(worker)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#workers.map((worker) => worker.terminate()))
  }
}
