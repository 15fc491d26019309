import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads'
import { Failed } from '../../preload/contract/failure'
import type { FoundFile } from './findFiles'
import type { ImportedFile } from './ImportedFile'
import type { ImportMeter } from './ImportMeter'
import type { FromDecoder, ToDecoder } from './workerMessages'

/** Threads which decode files and hand their spans to the writer. */
export class DecodePool {
  /** The writer's ends, to be transferred to it. */
  readonly writerPorts: MessagePort[] = []
  /** Rejects when a thread ends before its time; never resolves. */
  readonly failed: Promise<never>
  readonly #workers: Worker[] = []
  readonly #signal: AbortSignal
  #lastPath = ''

  constructor(entryFile: string, count: number, signal: AbortSignal) {
    this.#signal = signal
    let fail: (problem: string) => void = () => undefined
    this.failed = new Promise((_, reject) => {
      fail = (problem) => reject(new Failed({ code: 'import_failed', path: this.#lastPath, problem }))
    })
    // Whoever waits for the decoders sees it; nobody may be waiting just now.
    this.failed.catch(() => undefined)
    for (let index = 0; index < count; index++) {
      const { port1, port2 } = new MessageChannel()
      this.writerPorts.push(port2)
      const worker = new Worker(entryFile, { workerData: { writer: port1 }, transferList: [port1] })
      worker.on('error', (error) => fail(error.message))
      worker.on('exit', () => fail('a decoder ended'))
      this.#workers.push(worker)
    }
  }

  /** Decodes all files; they are numbered from `firstFile` on. Rejects at the first failure and on abort. */
  decode(
    files: FoundFile[],
    firstFile: number,
    meter: ImportMeter,
  ): Promise<{ files: ImportedFile[]; looksLike: string[] }> {
    const decoded: ImportedFile[] = []
    const looksLike: string[] = []
    let started = 0
    let done = 0
    return new Promise((resolve, reject) => {
      const abort = () => {
        for (const worker of this.#workers) worker.postMessage({ abort: true } satisfies ToDecoder)
        reject(new Failed({ code: 'cancelled' }))
      }
      if (this.#signal.aborted) return abort()
      this.#signal.addEventListener('abort', abort, { once: true })

      const next = (worker: Worker) => {
        const file = files[started]
        if (!file) return
        worker.postMessage({ decode: { path: file.path, file: firstFile + started } } satisfies ToDecoder)
        started++
        this.#lastPath = file.path
      }
      for (const worker of this.#workers) {
        worker.on('message', (message: FromDecoder) => {
          if ('progress' in message) {
            meter.read(message.progress.file, message.progress.bytesRead, message.progress.records)
          } else if ('failed' in message) {
            reject(new Failed(message.failed))
          } else {
            const index = message.decoded.file - firstFile
            decoded[index] = message.decoded
            looksLike[index] = message.looksLike
            meter.fileDone(message.decoded.file, files[index]?.bytes ?? 0, message.decoded.records)
            if (++done === files.length) resolve({ files: decoded, looksLike })
            else next(worker)
          }
        })
        next(worker)
      }
    })
  }

  /** Makes every thread hand over the spans that it still holds. */
  end(): void {
    for (const worker of this.#workers) worker.postMessage({ end: true } satisfies ToDecoder)
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()))
  }
}
