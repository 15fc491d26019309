import { Worker } from 'node:worker_threads'

/** Files of the worker threads. */
export interface WorkerFiles {
  decoder: string
  writer: string
}

/** The threads of one import. The first of each kind can be started before it is known what there is to do. */
export class ImportThreads {
  readonly #files: WorkerFiles
  readonly #spares: { [Kind in keyof WorkerFiles]?: Worker } = {}

  constructor(files: WorkerFiles) {
    this.#files = files
  }

  /** Starts one thread of each kind: it takes them a tenth of a second to be there. */
  prepare(): void {
    this.#spares.writer ??= new Worker(this.#files.writer)
    this.#spares.decoder ??= new Worker(this.#files.decoder)
  }

  /** A thread that waits, or else a new one. */
  take(kind: keyof WorkerFiles): Worker {
    const spare = this.#spares[kind]
    delete this.#spares[kind]
    return spare ?? new Worker(this.#files[kind])
  }
}
