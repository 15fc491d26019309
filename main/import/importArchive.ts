import { rename, rm, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, resolve } from 'node:path'
import type { ImportProgress, ImportReport } from '../../preload/contract/archive'
import { Failed } from '../../preload/contract/failure'
import { version } from '../../package.json'
import { claimTarget } from './claimTarget'
import { DecodePool } from './DecodePool'
import { findFiles, type FoundFile, type FoundFiles } from './findFiles'
import { requireSpace } from './freeSpace'
import { UNREADABLE, UNRECOGNISED, type ImportedFile } from './ImportedFile'
import type { ImportThreads } from './ImportThreads'
import { ImportMeter } from './ImportMeter'
import { importReport } from './importReport'
import { Control } from './reading/Control'
import type { DecodedFile } from './reading/JobResult'
import { planJobs } from './reading/planJobs'
import { placeProblems } from './placeProblems'
import type { WriterOptions } from './SpanWriter'
import { WriterThread } from './WriterThread'

/** Exports of less than so much are inserted by one thread: measured, a second one costs more than it saves. */
const ONE_THREAD_BYTES = 350 << 20

export interface ImportOptions {
  /** Files and folders. */
  paths: string[]
  /** The archive's file; added to if it exists. */
  into: string
  signal: AbortSignal
  onProgress: (progress: ImportProgress) => void
  threads: ImportThreads
  /** All of the machine by default. */
  cores?: number
}

/**
 * Imports trace exports into an archive: finds the files, decodes them in threads of their own, inserts
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
    const cores = options.cores ?? availableParallelism()
    const totals = await run(found, meter, options, cores, {
      target,
      workFolder,
      old: oldBytes === null ? null : into,
      createdBy: `traceloupe ${version}`,
      threads: cores,
      insertingThreads: insertingThreads(found.files, cores),
    })
    stopIfAborted(signal)
    await rename(target, into)
    return importReport(into, totals, meter.elapsedMs)
  } finally {
    for (const path of [target, `${target}.wal`, workFolder]) await rm(path, { recursive: true, force: true })
  }
}

/** A second thread leaves a group of rows half full, to be written anew. */
function insertingThreads(files: readonly FoundFile[], cores: number): number {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return bytes < ONE_THREAD_BYTES ? 1 : cores
}

/** A decoder keeps about two cores busy: another one writes what it decodes. */
function decoderCount(cores: number): number {
  return Math.max(1, Math.floor(cores / 2))
}

async function run(
  found: FoundFiles,
  meter: ImportMeter,
  { signal, threads }: ImportOptions,
  cores: number,
  writing: WriterOptions,
) {
  const jobs = planJobs(found.files)
  meter.plan(jobs)
  const control = Control.forJobs(jobs.length)
  const abort = (): void => control.abort()
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  const writer = new WriterThread(threads.take('writer'), signal)
  const decoders = new DecodePool(() => threads.take('decoder'), Math.min(jobs.length, decoderCount(cores)), control)
  try {
    const start = {
      options: writing,
      decoders: decoders.writerPorts,
      jobs: jobs.map(({ part }) => ({ part })),
      control: control.memory,
    }
    // What is decoded by then waits for the writer.
    decoders.decode(jobs, meter)
    meter.phase('reading')
    const firstFile = await Promise.race([writer.open(start), decoders.failed])
    const decoded = await Promise.race([writer.read(), decoders.failed])
    // Gives back what they hold: linking and storing need memory of their own.
    await decoders.close()
    const files = [
      ...(await Promise.all(decoded.map((file, index) => importedFile(file, firstFile + index, signal)))),
      ...unreadableFiles(found, firstFile + decoded.length),
    ]
    requireRecognised(files, decoded)
    const totals = await writer.finish(files, meter)
    return { totals, files }
  } finally {
    signal.removeEventListener('abort', abort)
    control.abort()
    await Promise.all([decoders.close(), writer.close()])
  }
}

async function importedFile(
  { path, format, bytes, records, rejected, problems, looksLike }: DecodedFile,
  file: number,
  signal: AbortSignal,
): Promise<ImportedFile> {
  // What still has offsets was read in parts, hence is no container.
  const placed = problems.some(({ offset }) => offset !== undefined)
    ? await placeProblems(problems, path, path, signal)
    : problems
  const imported: ImportedFile = { file, path, format, bytes, records, rejected, problems: placed }
  if (format !== UNRECOGNISED) return imported
  const problem = {
    file,
    code: 'not_recognised',
    message: `not a trace export: it looks like ${looksLike}`,
    occurrences: 1,
    firstPosition: null,
    sample: null,
  }
  return { ...imported, problems: [...placed, problem] }
}

function unreadableFiles({ unreadable }: FoundFiles, firstFile: number): ImportedFile[] {
  return unreadable.map(({ path, problem }, index) => {
    const file = firstFile + index
    const problems = [{ file, code: UNREADABLE, message: problem, occurrences: 1, firstPosition: null, sample: null }]
    return { file, path, format: UNREADABLE, bytes: 0, records: 0, rejected: 0, problems }
  })
}

function requireRecognised(files: ImportedFile[], decoded: DecodedFile[]): void {
  if (files.some(({ format }) => format !== UNREADABLE && format !== UNRECOGNISED)) return
  const first = decoded.find(({ format }) => format !== UNREADABLE) ?? decoded[0]
  const { path = '', looksLike = '', format } = first ?? {}
  if (format === UNREADABLE) throw new Failed({ code: 'file_unreadable', path, problem: looksLike })
  throw new Failed({ code: 'not_recognised', path, looksLike, fileCount: decoded.length })
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
