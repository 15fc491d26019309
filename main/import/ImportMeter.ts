import type { ImportPhase, ImportProgress } from '../../preload/contract/archive'
import type { FoundFile } from './findFiles'
import type { Job } from './reading/planJobs'

/** Reports are at least so far apart. */
const INTERVAL_MS = 100
/** What linking and storing take, as shares of the time for reading; measured at 1 M spans of OTLP. */
const LINKING_SHARE = 0.2
const STORING_SHARE = 0.25
const LEAST_READING_MS = 500

/** Keeps count of an import and reports it, at most ten times a second. */
export class ImportMeter {
  readonly #report: (progress: ImportProgress) => void
  readonly #startedAt = performance.now()
  #reportedAt = -Infinity
  #phase: ImportPhase = 'looking'
  #phaseStartedAt = this.#startedAt
  #readingMs = 0
  #bytesTotal = 0
  #filesTotal = 0
  #filesDone = 0
  #spansLinked = 0
  #doneBytes = 0
  #doneSpans = 0
  readonly #read = new Map<number, { bytesRead: number; records: number }>()
  /** By the last job that reads some files: how many jobs do, and how many files these are. */
  readonly #left = new Map<number, { jobs: number; files: number }>()
  readonly #lastJobOf = new Map<number, number>()

  constructor(report: (progress: ImportProgress) => void) {
    this.#report = report
    this.#send()
  }

  get elapsedMs(): number {
    return Math.round(performance.now() - this.#startedAt)
  }

  look(files: FoundFile[]): void {
    this.#filesTotal = files.length
    this.#bytesTotal = files.reduce((sum, { bytes }) => sum + bytes, 0)
    this.#sendSometimes()
  }

  plan(jobs: readonly Job[]): void {
    for (const { number, files, part } of jobs) {
      const lastJob = part?.lastJob ?? number
      const left = this.#left.get(lastJob) ?? { jobs: 0, files: files.length }
      this.#left.set(lastJob, { ...left, jobs: left.jobs + 1 })
      this.#lastJobOf.set(number, lastJob)
    }
  }

  phase(phase: ImportPhase): void {
    if (phase === this.#phase) return
    const now = performance.now()
    if (this.#phase === 'reading') this.#readingMs = now - this.#phaseStartedAt
    this.#phase = phase
    this.#phaseStartedAt = now
    this.#send()
  }

  /** So much has been read of a job. */
  read(job: number, bytesRead: number, records: number): void {
    this.#read.set(job, { bytesRead, records })
    this.#sendSometimes()
  }

  jobDone(job: number): void {
    const { bytesRead = 0, records = 0 } = this.#read.get(job) ?? {}
    this.#read.delete(job)
    this.#doneBytes += bytesRead
    this.#doneSpans += records
    const left = this.#left.get(this.#lastJobOf.get(job) ?? job)
    if (left && --left.jobs === 0) this.#filesDone += left.files
    this.#sendSometimes()
  }

  linked(spans: number): void {
    this.#spansLinked += spans
    this.#sendSometimes()
  }

  #sendSometimes(): void {
    if (performance.now() - this.#reportedAt >= INTERVAL_MS) this.#send()
  }

  #send(): void {
    this.#reportedAt = performance.now()
    let [bytesRead, spans] = [this.#doneBytes, this.#doneSpans]
    for (const job of this.#read.values()) {
      bytesRead += job.bytesRead
      spans += job.records
    }
    this.#report({
      phase: this.#phase,
      bytesRead: Math.min(bytesRead, this.#bytesTotal),
      bytesTotal: this.#bytesTotal,
      spans,
      filesDone: this.#filesDone,
      filesTotal: this.#filesTotal,
      elapsedMs: this.elapsedMs,
      leftMs: this.#leftMs(bytesRead, spans),
    })
  }

  #leftMs(bytesRead: number, spans: number): number | null {
    const inPhase = performance.now() - this.#phaseStartedAt
    const left = (phaseMs: number) => Math.max(phaseMs - inPhase, 0)
    switch (this.#phase) {
      case 'looking':
        return null
      case 'reading': {
        if (inPhase < LEAST_READING_MS || bytesRead === 0) return null
        const readingMs = (inPhase * this.#bytesTotal) / bytesRead
        return Math.round(left(readingMs) + readingMs * (LINKING_SHARE + STORING_SHARE))
      }
      case 'linking': {
        const share = spans === 0 ? 1 : Math.min(this.#spansLinked / spans, 1)
        return Math.round(this.#readingMs * (LINKING_SHARE * (1 - share) + STORING_SHARE))
      }
      case 'storing':
        return Math.round(left(this.#readingMs * STORING_SHARE))
    }
  }
}
