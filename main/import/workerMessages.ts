import type { MessagePort } from 'node:worker_threads'
import type { ImportPhase } from '../../preload/contract/archive'
import type { Failure } from '../../preload/contract/failure'
import type { ImportedFile } from './ImportedFile'
import type { SpanBatch } from './SpanBatch'
import type { WriterOptions } from './SpanWriter'
import type { ImportTotals } from './storing/readTotals'

/** What the threads of an import say to one another. */

/** From the import to a decoder. `end` comes last: what is left is handed to the writer. */
export type ToDecoder = { decode: { path: string; file: number } } | { end: true } | { abort: true }

/** From a decoder to the import. */
export type FromDecoder =
  | { progress: { file: number; bytesRead: number; records: number } }
  | { decoded: ImportedFile; looksLike: string }
  | { failed: Failure }

/** From a decoder to the writer. `end` follows the last batch. */
export type ToWriterFromDecoder = { batch: SpanBatch; bytes: number } | { end: true }

/** From the writer to a decoder: so many bytes need not be held any more. */
export interface ToDecoderFromWriter {
  taken: number
}

/** From the import to the writer. One port per decoder comes with `open`. */
export type ToWriter = { open: WriterOptions; decoders: MessagePort[] } | { finish: ImportedFile[] } | { abort: true }

/** From the writer to the import. `closed` is the last that comes, after success, failure or abort. */
export type FromWriter =
  | { opened: { firstFile: number } }
  | { phase: ImportPhase; spans: number }
  | { finished: ImportTotals }
  | { failed: Failure }
  | { closed: true }
