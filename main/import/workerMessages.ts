import type { MessagePort } from 'node:worker_threads'
import type { ImportPhase } from '../../preload/contract/archive'
import type { Failure } from '../../preload/contract/failure'
import type { ImportedFile } from './ImportedFile'
import type { ControlMemory } from './reading/Control'
import type { DecodedFile, JobResult } from './reading/JobResult'
import type { Job } from './reading/planJobs'
import type { SpanBatch } from './SpanBatch'
import type { WriterOptions } from './SpanWriter'
import type { AttributeCounts } from './statistics/AttributeCounter'
import type { ImportTotals } from './storing/readTotals'

/** What the threads of an import say to one another. */

/** What a decoder is told first: its way to the writer, and the shared memory of the import. */
export interface DecoderStart {
  writer: MessagePort
  control: ControlMemory
}

/** From the import to a decoder. */
export type ToDecoder = { start: DecoderStart } | { decode: Job }

/** From a decoder to the import. */
export type FromDecoder =
  { progress: { job: number; bytesRead: number; records: number } } | { done: { job: number } } | { failed: Failure }

/** From a decoder to the writer: the batches of a job, and its end with what was counted in it. */
export type ToWriterFromDecoder =
  { job: number; batch: SpanBatch; bytes: number } | { job: number; result: JobResult; counts: AttributeCounts }

/** From the writer to a decoder: so many bytes need not be held any more; the largest buffer among them may be used again. */
export interface ToDecoderFromWriter {
  taken: number
  buffer: ArrayBuffer | null
}

/** What the writer is to write: one port for each decoder. */
export interface WriterStart {
  options: WriterOptions
  decoders: MessagePort[]
  jobs: Pick<Job, 'part'>[]
  control: ControlMemory
}

/** From the import to the writer; `finish` answers `read`. */
export type ToWriter = { open: WriterStart } | { finish: ImportedFile[] } | { abort: true }

/** From the writer to the import. `closed` is the last that comes, after success, failure or abort. */
export type FromWriter =
  | { opened: { firstFile: number } }
  | { read: DecodedFile[] }
  | { phase: ImportPhase; spans: number }
  | { finished: ImportTotals }
  | { failed: Failure }
  | { closed: true }
