import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import { Failed } from '../../../preload/contract/failure'
import type { SpanBatch } from '../SpanBatch'
import type { ToDecoderFromWriter, ToWriterFromDecoder } from '../workerMessages'
import type { AttributeStatistics } from '../statistics/AttributeStatistics'
import type { Control } from './Control'
import { joinParts, type DecodedFile, type JobResult } from './JobResult'
import { JobStates } from './JobStates'
import type { Job } from './planJobs'

export interface IncomingBatch {
  batch: SpanBatch
  /** `file_id` by what the batch calls its files. */
  fileIds: readonly number[]
  /** To be called when the batch is not needed any more. */
  release: () => void
}

type Received =
  (Extract<ToWriterFromDecoder, { result: unknown }> & { thread: number }) | (BatchMessage & { release: () => void })
type BatchMessage = Extract<ToWriterFromDecoder, { batch: unknown }>

/**
 * Takes batches from the decoders in the order of their jobs, so that the order of rows does not depend on which
 * decoder was faster, and numbers the files. What a job read that another one had taken over is dropped.
 */
export class BatchIntake {
  /** What became of the files, in the order of their numbers. */
  readonly files: DecodedFile[] = []
  private readonly statistics: AttributeStatistics
  private readonly ports: MessagePort[]
  private readonly jobs: readonly Pick<Job, 'part'>[]
  private readonly control: Control
  private readonly states: JobStates
  private readonly firstFile: number
  private readonly waiting: ToWriterFromDecoder[][]
  private job = 0
  /** The files of the present job, and of those that read earlier parts of the same file. */
  private decoded: JobResult = []
  private fileIds: number[] = []

  constructor(
    ports: MessagePort[],
    jobs: readonly Pick<Job, 'part'>[],
    control: Control,
    { firstFile, statistics }: { firstFile: number; statistics: AttributeStatistics },
  ) {
    this.ports = ports
    this.jobs = jobs
    this.control = control
    this.states = new JobStates(control.memory)
    this.firstFile = firstFile
    this.statistics = statistics
    this.waiting = ports.map(() => [])
  }

  /** The next batch; null behind the last. Blocks the thread until there is one; throws `cancelled` on abort. */
  next(): IncomingBatch | null {
    while (this.job < this.jobs.length) {
      const message = this.take()
      if ('batch' in message) {
        const { batch, release } = message
        if (!this.isTakenOver) return { batch, fileIds: this.idsFor(batch), release }
        release()
      } else this.endJob(message)
    }
    return null
  }

  private take(): Received {
    for (;;) {
      if (this.control.aborted) throw new Failed({ code: 'cancelled' })
      const { moment } = this.control
      for (const [index, port] of this.ports.entries()) {
        for (let received = receiveMessageOnPort(port); received; received = receiveMessageOnPort(port)) {
          this.waiting[index]?.push(received.message)
        }
        const messages = this.waiting[index]
        if (messages?.[0]?.job !== this.job) continue
        const message = messages.shift()
        if (message !== undefined)
          return 'batch' in message ? { ...message, release: releaser(message, port) } : { ...message, thread: index }
      }
      this.control.wait(moment)
    }
  }

  private get isTakenOver(): boolean {
    const part = this.jobs[this.job]?.part ?? null
    return part !== null && part.firstJob !== this.job && this.states.isTaken(this.job)
  }

  /** Batches name files in their order, so that each is numbered when the first of its rows comes. */
  private idsFor({ count, file }: SpanBatch): number[] {
    const last = count > 0 ? (file[count - 1] ?? 0) : 0
    while (this.fileIds.length <= last) this.fileIds.push(this.firstFile + this.files.length + this.fileIds.length)
    return this.fileIds
  }

  private endJob({ result, counts, thread }: Extract<Received, { result: unknown }>): void {
    this.statistics.take(thread, counts, !this.isTakenOver)
    if (!this.isTakenOver) this.decoded = joinParts(this.decoded, result)
    const lastJob = this.jobs[this.job]?.part?.lastJob ?? this.job
    if (lastJob === this.job) {
      this.files.push(...this.decoded)
      this.decoded = []
      this.fileIds = []
    }
    this.job++
  }
}

/** What gives a batch's buffer back to the decoder that filled it. */
function releaser({ batch, bytes }: BatchMessage, port: MessagePort): () => void {
  return () => {
    const { buffer } = batch.text
    const message: ToDecoderFromWriter = { taken: bytes, buffer: buffer instanceof ArrayBuffer ? buffer : null }
    port.postMessage(message, message.buffer === null ? [] : [message.buffer])
  }
}
