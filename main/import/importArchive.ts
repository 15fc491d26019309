import { rename, rm, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, resolve } from 'node:path'
import type { ImportProgress, ImportReport } from '../../preload/contract/archive'
import { Failed } from '../../preload/contract/failure'
import { version } from '../../package.json'
import { claimTarget } from './claimTarget'
import { DecodePool } from './DecodePool'
import { findFiles, type FoundFiles } from './findFiles'
import { requireSpace } from './freeSpace'
import { UNREADABLE, type ImportedFile } from './ImportedFile'
import { ImportMeter } from './ImportMeter'
import { importReport } from './importReport'
import type { WriterOptions } from './SpanWriter'
import { WriterThread } from './WriterThread'

export interface ImportOptions {
  /** Files and folders. */
  paths: string[]
  /** The archive's file; added to if it exists. */
  into: string
  signal: AbortSignal
  onProgress: (progress: ImportProgress) => void
  /** Files of the worker threads. */
  workers: { decoder: string; writer: string }
  threads?: number
}

/**
 * Imports trace exports into an archive: finds the files, decodes them in threads of their own, stages
 * and links their spans in another, and puts the result in the archive's place in one step. Until then,
 * and if anything fails or `signal` is aborted, the archive is byte for byte what it was.
 */
export async function importArchive(options: ImportOptions): Promise<ImportReport> {
  const into = resolve(options.into)
  const { signal } = options
  const meter = new ImportMeter(options.onProgress)
  const isOwn = (path: string) => path === into || path.startsWith(`${into}.importing`)
  const found = await findFiles(options.paths, isOwn, signal)
  meter.look(found.files)
  const oldBytes = await sizeOf(into)
  await requireSpace(dirname(into), found.files, oldBytes ?? 0)

  const { target, workFolder } = await claimTarget(into)
  try {
    const totals = await run(found, meter, options, {
      target,
      workFolder,
      old: oldBytes === null ? null : into,
      createdBy: `traceloupe ${version}`,
      threads: options.threads ?? availableParallelism(),
    })
    stopIfAborted(signal)
    await rename(target, into)
    return importReport(into, totals, meter.elapsedMs)
  } finally {
    for (const path of [target, `${target}.wal`, workFolder]) await rm(path, { recursive: true, force: true })
  }
}

async function run(found: FoundFiles, meter: ImportMeter, { signal, workers }: ImportOptions, writing: WriterOptions) {
  // A decoder keeps about two threads of DuckDB busy.
  const decoderCount = Math.min(found.files.length, Math.max(1, Math.floor(writing.threads / 2)))
  const writer = new WriterThread(workers.writer, signal)
  const decoders = new DecodePool(workers.decoder, decoderCount, signal)
  try {
    const firstFile = await Promise.race([writer.open(writing, decoders.writerPorts), decoders.failed])
    meter.phase('reading')
    const decoded = await Promise.race([decoders.decode(found.files, firstFile, meter), decoders.failed, writer.failed])
    const files = [...decoded.files, ...unreadableFiles(found, firstFile + found.files.length)]
    requireRecognised(decoded)
    decoders.end()
    const totals = await writer.finish(files, meter)
    return { totals, files }
  } finally {
    await Promise.all([decoders.close(), writer.close()])
  }
}

function unreadableFiles({ unreadable }: FoundFiles, firstFile: number): ImportedFile[] {
  return unreadable.map(({ path, problem }, index) => {
    const file = firstFile + index
    const problems = [{ file, code: UNREADABLE, message: problem, occurrences: 1, firstPosition: null, sample: null }]
    return { file, path, format: UNREADABLE, bytes: 0, records: 0, rejected: 0, problems }
  })
}

function requireRecognised({ files, looksLike }: { files: ImportedFile[]; looksLike: string[] }): void {
  if (files.some(({ problems }) => !problems.some(({ code }) => code === UNREADABLE || code === 'not_recognised')))
    return
  const first = files.findIndex(({ format }) => format !== UNREADABLE)
  const path = files[Math.max(first, 0)]?.path ?? ''
  const words = looksLike[Math.max(first, 0)] ?? ''
  if (first < 0) throw new Failed({ code: 'file_unreadable', path, problem: words })
  throw new Failed({ code: 'not_recognised', path, looksLike: words, fileCount: files.length })
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch {
    return null
  }
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new Failed({ code: 'cancelled' })
}
