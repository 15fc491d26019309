import { Failed } from '../../preload/contract/failure'
import { DecodeProblems } from './DecodeProblems'
import { describeHead } from './describeHead'
import { FileWindow } from './FileWindow'
import { formats } from './formats/index'
import { HEAD_BYTES, Head } from './Head'
import { findLines } from './source/findLines'
import { TraceSource } from './source/TraceSource'
import type { DecodeProblem } from './SpanBatch'
import type { SpanBatchBuilder } from './SpanBatchBuilder'
import type { TraceFormat, WindowDecoder } from './TraceFormat'

const WINDOW_BYTES = 4 << 20
/** Rows that wait for their resource may hold so much text before it is looked up further on in the file. */
const MOST_HELD_BYTES = 16 << 20

/** What became of one file. `records` = spans handed over + rejected. */
export interface DecodeResult {
  /** Null for a file that is no trace export. */
  recognised: { format: string } | null
  /** What the file is, in words for people. */
  looksLike: string
  /** On disk. */
  bytes: number
  records: number
  rejected: number
  problems: DecodeProblem[]
}

export interface DecodeProgress {
  /** Of the file on disk. */
  bytesRead: number
  records: number
}

/**
 * Decodes one file into `builder`. Yields after each window so that the caller can hand on full batches, report
 * progress, hold back, and stop. Throws `file_unreadable`, and `cancelled` once the signal is aborted.
 */
export async function* decodeFile(
  { path, file }: { path: string; file: number },
  builder: SpanBatchBuilder,
  options: { signal: AbortSignal; windowBytes?: number },
): AsyncGenerator<DecodeProgress, DecodeResult> {
  const { signal, windowBytes = WINDOW_BYTES } = options
  stopIfAborted(signal)
  const source = await TraceSource.open(path, windowBytes)
  let decoder: WindowDecoder | null = null
  try {
    const head = new Head(await source.peek(HEAD_BYTES))
    const format = recognise(head)
    if (format === null) {
      return {
        recognised: null,
        looksLike: describeHead(head),
        bytes: source.byteCount,
        records: 0,
        rejected: 0,
        problems: [],
      }
    }
    const problems = new DecodeProblems(file)
    const spansBefore = builder.spanTotal
    const recordCount = (): number => builder.spanTotal - spansBefore + problems.rejected
    builder.file = file
    decoder = format.decoder({ head, builder, problems })
    const window = new FileWindow(source, windowBytes)
    for (;;) {
      await window.advance()
      stopIfAborted(signal)
      window.decode(decoder)
      yield { bytesRead: source.bytesRead, records: recordCount() }
      if (decoder.finished || window.done) break
      if (builder.heldBytes > MOST_HELD_BYTES) await lookAhead(path, window, decoder, options)
    }
    decoder.end()
    const { damage } = source
    if (damage !== null && !problems.has(damage.code)) problems.notice(damage.code, damage.message, null)
    const lines = await findLines(path, problems.openOffsets, signal)
    return {
      recognised: { format: format.name },
      looksLike: format.title,
      bytes: source.byteCount,
      records: recordCount(),
      rejected: problems.rejected,
      problems: problems.list(lines),
    }
  } finally {
    decoder?.end()
    await source.close()
  }
}

/** Recognises a file by its beginning, and reads no more of it. Throws `file_unreadable`. */
export async function recogniseFile(path: string): Promise<{ format: string; title: string } | { looksLike: string }> {
  const source = await TraceSource.open(path, HEAD_BYTES)
  try {
    const head = new Head(await source.peek(HEAD_BYTES))
    const format = recognise(head)
    return format === null ? { looksLike: describeHead(head) } : { format: format.name, title: format.title }
  } finally {
    await source.close()
  }
}

function recognise(head: Head): TraceFormat | null {
  return formats.find((format) => format.recognises(head)) ?? null
}

/** Reads what rows wait for from further on in the file, so that they need not be kept until the decoder gets there. */
async function lookAhead(
  path: string,
  { offset }: FileWindow,
  decoder: WindowDecoder,
  options: { signal: AbortSignal; windowBytes?: number },
): Promise<void> {
  for (let next = decoder.lookAhead(); next !== null; next = decoder.lookAhead()) {
    const { decoder: ahead, settle } = next
    const source = await TraceSource.open(path, WINDOW_BYTES, offset)
    try {
      const window = new FileWindow(source, options.windowBytes ?? WINDOW_BYTES)
      while (!ahead.finished && !window.done) {
        await window.advance()
        stopIfAborted(options.signal)
        window.decode(ahead)
      }
    } finally {
      await source.close()
    }
    settle()
  }
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new Failed({ code: 'cancelled' })
}
