import { failureOf } from '../../../preload/contract/failure'
import { decodeEntry, type DecodedPart, type DecodeProgress, WINDOW_BYTES } from '../decodeFile'
import { UNREADABLE } from '../ImportedFile'
import { type ExportEntry, openEntries } from '../source/openEntries'
import { TraceSource } from '../source/TraceSource'
import type { SpanBatchBuilder } from '../SpanBatchBuilder'
import type { Control } from './Control'
import { findSplitPoint, type Split } from './findSplitPoint'
import { findStart } from './findStart'
import type { DecodedFile, JobResult } from './JobResult'
import { JobStates } from './JobStates'
import type { FilePart, Job } from './planJobs'

/** Does jobs, one after another, in one thread. */
export class JobDecoder {
  private readonly control: Control
  private readonly states: JobStates
  private readonly builder: SpanBatchBuilder
  private readonly splits = new Map<string, Split | null>()

  constructor(control: Control, builder: SpanBatchBuilder) {
    this.control = control
    this.states = new JobStates(control.memory)
    this.builder = builder
  }

  /** Yields after each window; answers what became of the files. Throws `cancelled` once the import is aborted. */
  async *decode({ number, files, part }: Job): AsyncGenerator<DecodeProgress, JobResult> {
    const decoded: JobResult = []
    const done: DecodeProgress = { bytesRead: 0, records: 0 }
    for (const { path } of files) {
      let last = done
      const steps =
        part === null || part.firstJob === number
          ? this.whole(path, decoded, number, part)
          : this.rest(path, decoded, number, part)
      for (;;) {
        const step = await steps.next()
        if (step.done === true) break
        last = { bytesRead: done.bytesRead + step.value.bytesRead, records: done.records + step.value.records }
        yield last
      }
      done.bytesRead = last.bytesRead
      done.records = last.records
    }
    this.builder.flush()
    return decoded
  }

  /** A file from its beginning, or the files in it; with `part` only up to where that ends. */
  private async *whole(
    path: string,
    decoded: JobResult,
    job: number,
    part: FilePart | null,
  ): AsyncGenerator<DecodeProgress, void> {
    let bytesRead = 0
    let records = 0
    const options = {
      chunkBytes: WINDOW_BYTES,
      signal: this.control,
      read: (bytes: number) => {
        bytesRead += bytes
      },
    }
    try {
      for await (const entry of openEntries(path, options)) {
        const first =
          part !== null && entry.path === path && entry.source?.plain ? this.partFrom(job, part, 0, null) : null
        const steps = this.entry(path, entry, decoded.length, first)
        let step = await steps.next()
        while (step.done !== true) {
          yield { bytesRead, records: records + step.value.records }
          step = await steps.next()
        }
        if (part !== null && step.value.atEnd) this.takeRest(job, part)
        records += step.value.records
        decoded.push(step.value)
      }
    } catch (error) {
      decoded.push(unreadable(path, error))
    }
    yield { bytesRead, records }
  }

  private async *entry(
    path: string,
    { path: entryPath, byteCount, source, refused }: ExportEntry,
    file: number,
    part: DecodedPart | null,
  ): AsyncGenerator<{ records: number }, DecodedFile> {
    const nothing = { ...nothingOf(entryPath), bytes: byteCount }
    if (refused !== null || source === null) {
      const { code, message } = refused ?? { code: UNREADABLE, message: 'it could not be opened' }
      return { ...nothing, looksLike: message, problems: [problemOf(code, message)] }
    }
    let records = 0
    try {
      const options = { signal: this.control, ...(part && { part }) }
      const steps = decodeEntry({ source, path, entryPath, file }, this.builder, options)
      for (;;) {
        const step = await steps.next()
        if (step.done === true) return step.value
        records = step.value.records
        yield step.value
      }
    } catch (error) {
      return { ...unreadable(entryPath, error), bytes: byteCount, records }
    }
  }

  /** A later part of a file, unless another job reads it. */
  private async *rest(
    path: string,
    decoded: JobResult,
    job: number,
    part: FilePart,
  ): AsyncGenerator<DecodeProgress, void> {
    if (!this.states.begin(job)) return
    const start = await this.startOf(path, part)
    this.states.place(job, start?.from ?? null)
    if (start === null) return
    const source = await TraceSource.open(path, WINDOW_BYTES, start.from)
    try {
      const options = { signal: this.control, part: this.partFrom(job, part, start.from, start.split) }
      const steps = decodeEntry({ source, path, entryPath: path, file: 0 }, this.builder, options)
      for (;;) {
        const step = await steps.next()
        if (step.done === true) {
          if (step.value.atEnd) this.takeRest(job, part)
          decoded.push(step.value)
          return
        }
        yield { bytesRead: source.bytesRead - start.from, records: step.value.records }
        if (!this.states.isTaken(job)) continue
        await steps.return(nothingOf(path))
        return
      }
    } catch (error) {
      decoded.push(unreadable(path, error))
    } finally {
      await source.close()
    }
  }

  private partFrom(job: number, part: FilePart, from: number, split: Split | null): DecodedPart {
    return {
      from,
      head: split?.head ?? null,
      point: split?.point ?? null,
      to: part.to,
      endsAt: (offset) => this.endsAt(job, part, offset),
    }
  }

  private async startOf(path: string, { from, to }: FilePart): Promise<{ from: number; split: Split } | null> {
    try {
      let split = this.splits.get(path)
      if (split === undefined) {
        split = await findSplitPoint(path)
        this.splits.set(path, split)
      }
      if (split === null) return null
      const start = await findStart(path, split.point, from, to)
      return start === null ? null : { from: start, split }
    } catch {
      // Who reads the part instead meets the fault where it lies, and tells it.
      return null
    }
  }

  /** The file was read to its end: nothing is left for later jobs, wherever they thought to begin. */
  private takeRest(job: number, { lastJob }: FilePart): void {
    for (let next = job + 1; next <= lastJob; next++) if (!this.states.isTaken(next)) this.states.take(next)
  }

  /** Whether a later job of the file begins at `offset`. Those that lie before it are taken over. */
  private endsAt(job: number, { firstJob, lastJob, partBytes }: FilePart, offset: number): true | number {
    for (let next = job + 1; next <= lastJob; next++) {
      const from = (next - firstJob) * partBytes
      if (from > offset) return from
      if (!this.states.isTaken(next) && this.states.meets(next, offset)) return true
    }
    return Infinity
  }
}

function unreadable(path: string, error: unknown): DecodedFile {
  const failure = failureOf(error)
  if (failure.code !== 'file_unreadable') throw error
  return { ...nothingOf(path), looksLike: failure.problem, problems: [problemOf(UNREADABLE, failure.problem)] }
}

function problemOf(code: string, message: string) {
  return { file: 0, code, message, occurrences: 1, firstPosition: null, sample: null }
}

function nothingOf(path: string): DecodedFile {
  return {
    path,
    format: UNREADABLE,
    bytes: 0,
    records: 0,
    rejected: 0,
    problems: [],
    looksLike: '',
    lines: 0,
    countsOwnLines: false,
    atEnd: false,
  }
}
