import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeFile, type DecodeResult } from '../../main/import/decodeFile'
import type { SpanBatch } from '../../main/import/SpanBatch'
import { SpanBatchBuilder } from '../../main/import/SpanBatchBuilder'

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
}

/** Decodes a file to its end. */
export async function decodeTrace(path: string, options: DecodeOptions = {}): Promise<Decoded> {
  const batches: SpanBatch[] = []
  const { rowsPerBatch, windowBytes, signal = new AbortController().signal } = options
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
    if (step.done !== true) continue
    builder.flush()
    const spans = batches.reduce((sum, { count }) => sum + count, 0)
    const logs = batches.reduce((sum, batch) => sum + batch.logs.count, 0)
    return { result: step.value, batches, spans, logs }
  }
}

/** Decodes bytes, as a file of no telling name. */
export function decodeBytes(bytes: string | Uint8Array, options: DecodeOptions = {}): Promise<Decoded> {
  return withFile(bytes, (path) => decodeTrace(path, options))
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
