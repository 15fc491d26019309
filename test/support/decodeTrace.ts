import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeFile, WINDOW_BYTES } from '../../main/import/decodeFile'
import { UNRECOGNISED } from '../../main/import/ImportedFile'
import type { DecodedFile } from '../../main/import/reading/JobResult'
import type { SpanBatch } from '../../main/import/SpanBatch'
import { SpanBatchBuilder } from '../../main/import/SpanBatchBuilder'

/** What became of a file, without what only the parts of large ones need. */
export type DecodeResult = Pick<DecodedFile, 'looksLike' | 'bytes' | 'records' | 'rejected' | 'problems'> & {
  recognised: { format: string } | null
}

export interface Decoded {
  result: DecodeResult
  batches: SpanBatch[]
  spans: number
  logs: number
}

export interface DecodeOptions {
  windowBytes?: number
  rowsPerBatch?: number
  signal?: AbortSignal
  /** Is called behind each window, with the bytes of the file on disk that have been read. */
  onWindow?: (bytesRead: number) => void
}

/** Decodes a file to its end. */
export async function decodeTrace(path: string, options: DecodeOptions = {}): Promise<Decoded> {
  const batches: SpanBatch[] = []
  const { rowsPerBatch, windowBytes, signal = new AbortController().signal, onWindow } = options
  const builder = new SpanBatchBuilder(
    (batch) => batches.push(batch),
    rowsPerBatch === undefined ? {} : { rowsPerBatch },
  )
  const windows = decodeFile(
    { path, file: 7 },
    builder,
    windowBytes === undefined ? { signal } : { signal, windowBytes },
  )
  for (;;) {
    const step = await windows.next()
    if (step.done !== true) {
      onWindow?.(step.value.bytesRead)
      continue
    }
    builder.flush()
    const spans = batches.reduce((sum, { count }) => sum + count, 0)
    const logs = batches.reduce((sum, batch) => sum + batch.logs.count, 0)
    const { format, looksLike, bytes, records, rejected, problems } = step.value
    const recognised = format === UNRECOGNISED ? null : { format }
    return { result: { recognised, looksLike, bytes, records, rejected, problems }, batches, spans, logs }
  }
}

/** Room for what small fixtures hold when they are unpacked. */
const LEAST_WINDOW = 64 << 10

/**
 * Decodes bytes, as a file of no telling name; in one window if nothing else is said. One of the usual size would be
 * megabytes each time, for a few kilobytes.
 */
export function decodeBytes(bytes: string | Uint8Array, options: DecodeOptions = {}): Promise<Decoded> {
  const windowBytes = Math.min(WINDOW_BYTES, Math.max(Buffer.byteLength(bytes) + 1, LEAST_WINDOW))
  return withFile(bytes, (path) => decodeTrace(path, { windowBytes, ...options }))
}

/** Writes a file for as long as `use` runs. */
export async function withFile<T>(bytes: string | Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'traceloupe-'))
  try {
    const path = join(folder, 'export')
    await writeFile(path, bytes)
    return await use(path)
  } finally {
    await rm(folder, { recursive: true })
  }
}
