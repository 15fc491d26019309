import { Failed } from '../../preload/contract/failure'
import { DecodeProblems } from './DecodeProblems'
import { describeHead } from './describeHead'
import { FileWindow } from './FileWindow'
import { formats } from './formats/index'
import { isPartialFormat } from './formats/isPartialFormat'
import { HEAD_BYTES, Head } from './Head'
import { UNRECOGNISED } from './ImportedFile'
import type { DecodedFile } from './reading/JobResult'
import { placeProblems } from './placeProblems'
import { TraceSource } from './source/TraceSource'
import type { SpanBatchBuilder } from './SpanBatchBuilder'
import type { SplitPoint, TraceFormat, WindowDecoder } from './TraceFormat'

export const WINDOW_BYTES = 2 << 20

export interface DecodeProgress {
  /** Of the file on disk. */
  bytesRead: number
  records: number
}

/** Which part of a file is to be decoded, by offsets of its content. */
export interface DecodedPart {
  from: number
  /** The beginning of the file, by which its format is recognised; null where the part begins there. */
  head: Uint8Array | null
  /** Where the content at `from` stands in the structure of the file; null at its beginning. */
  point: SplitPoint | null
  /** From here on the decoder asks, wherever another part may begin, whether it does. */
  to: number
  /** Whether another part begins at `offset`: then this one ends. Else answers from where on to ask again. */
  endsAt: (offset: number) => true | number
}

export interface DecodeOptions {
  signal: Pick<AbortSignal, 'aborted'>
  windowBytes?: number
  part?: DecodedPart
}

/** A source to be decoded, and how to say what it is. */
export interface DecodedEntry {
  source: TraceSource
  /** On disk. */
  path: string
  /** As `files.path` shows it. */
  entryPath: string
  /** What the rows call it. */
  file: number
}

/**
 * Decodes one export into `builder`. Yields after each window so that the caller can hand on full batches, report
 * progress, hold back, and stop. Throws `file_unreadable`, and `cancelled` once the signal is aborted.
 */
export async function* decodeEntry(
  { source, path, entryPath, file }: DecodedEntry,
  builder: SpanBatchBuilder,
  { signal, part, windowBytes = WINDOW_BYTES }: DecodeOptions,
): AsyncGenerator<{ records: number }, DecodedFile> {
  stopIfAborted(signal)
  let decoder: WindowDecoder | null = null
  try {
    const head = new Head(part?.head ?? (await source.peek(HEAD_BYTES)))
    const format = recognise(head)
    const unknown = { records: 0, rejected: 0, problems: [], lines: 0, countsOwnLines: false, atEnd: true }
    const told = { path: entryPath, bytes: source.byteCount }
    if (format === null) return { ...told, ...unknown, format: UNRECOGNISED, looksLike: describeHead(head) }
    const problems = new DecodeProblems(file)
    const spansBefore = builder.spanTotal
    const recordCount = (): number => builder.spanTotal - spansBefore + problems.rejected
    builder.file = file
    builder.partial = isPartialFormat(format.name)
    decoder = format.decoder({ head, builder, problems })
    if (part) decoder.readPart?.(part)
    const window = new FileWindow(source, windowBytes, part?.from ?? 0)
    for (;;) {
      await window.advance()
      stopIfAborted(signal)
      window.decode(decoder)
      yield { records: recordCount() }
      if (decoder.finished || window.done) break
    }
    decoder.end()
    const { damage } = source
    if (damage !== null && !problems.has(damage.code)) problems.notice(damage.code, damage.message, null)
    return {
      ...told,
      format: format.name,
      looksLike: format.title,
      records: recordCount(),
      rejected: problems.rejected,
      // Parts are joined first: their lines are looked for together.
      problems: part ? problems.list() : await placeProblems(problems.list(), path, entryPath, signal),
      lines: decoder.linesRead ?? 0,
      countsOwnLines: part?.point?.kind === 'lines',
      atEnd: decoder.stoppedEarly !== true,
    }
  } finally {
    decoder?.end()
  }
}

/** Decodes a file that is no archive of files, as `decodeEntry` does. */
export async function* decodeFile(
  { path, file }: { path: string; file: number },
  builder: SpanBatchBuilder,
  options: DecodeOptions,
): AsyncGenerator<DecodeProgress, DecodedFile> {
  stopIfAborted(options.signal)
  const source = await TraceSource.open(path, options.windowBytes ?? WINDOW_BYTES)
  try {
    const steps = decodeEntry({ source, path, entryPath: path, file }, builder, options)
    for (;;) {
      const step = await steps.next()
      if (step.done === true) return step.value
      yield { bytesRead: source.bytesRead, records: step.value.records }
    }
  } finally {
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

export function recognise(head: Head): TraceFormat | null {
  return formats.find((format) => format.recognises(head)) ?? null
}

function stopIfAborted(signal: Pick<AbortSignal, 'aborted'>): void {
  if (signal.aborted) throw new Failed({ code: 'cancelled' })
}
