import { sampleOf } from './sampleOf'
import type { DecodeProblem } from './SpanBatch'

interface Found extends Omit<DecodeProblem, 'offset'> {
  /** Byte offset in the unwrapped file, where the line is not known yet. */
  offset: number | null
}

/** A problem with its line in place of its offset, where `lines` has it; else the message says that it is an offset. */
export function withLine({ offset, ...problem }: DecodeProblem, lines: ReadonlyMap<number, number>): DecodeProblem {
  if (offset === undefined) return problem
  const line = lines.get(offset)
  if (line !== undefined) return { ...problem, firstPosition: line }
  return { ...problem, message: `${problem.message} (byte ${offset})`, firstPosition: offset }
}

/** Where a problem lies: its byte offset in the unwrapped file, or its line where that is known already. */
export type Place = { offset: number } | { line: number }

/**
 * What went wrong with one file, grouped by code: rejections, which are counted as records, and notices about
 * records that were taken or things that are left out on purpose.
 */
export class DecodeProblems {
  rejected = 0
  /** The file is no text: a place in it is a byte offset, never a line. */
  binary = false
  private readonly file: number
  private readonly found = new Map<string, Found>()
  private pending: { code: string; message: string; place: Place }[] = []

  constructor(file: number) {
    this.file = file
  }

  /** A record, or what would have been one, is not taken. */
  reject(code: string, message: string, place: Place | null, sample: Uint8Array | null): void {
    this.rejected++
    this.add(code, message, place, sample === null ? null : sampleOf(sample), 1)
  }

  /** Nothing is lost, or only what is left out on purpose. */
  notice(code: string, message: string, place: Place | null, occurrences = 1): void {
    this.add(code, message, place, null, occurrences)
  }

  /** Something of the file as a whole. */
  noticeOnce(code: string, message: string): void {
    if (!this.has(code)) this.found.set(code, { ...this.newProblem(code, message, 1), perFile: true })
  }

  /** A notice about the record that is being read: it counts when the record is kept. */
  noticeInRecord(code: string, message: string, place: Place): void {
    this.pending.push({ code, message, place })
  }

  /** The record was taken. `line`: all of it lies on this line. */
  keepRecord(line: number | null = null): void {
    if (this.pending.length === 0) return
    for (const { code, message, place } of this.pending) this.notice(code, message, line === null ? place : { line })
    this.pending = []
  }

  dropRecord(): void {
    if (this.pending.length > 0) this.pending = []
  }

  has(code: string): boolean {
    return this.found.has(code)
  }

  /** All problems. Those whose lines are not known have their offsets; see `withLine`. */
  list(): DecodeProblem[] {
    const listed = [...this.found.values()].map(({ offset, ...problem }) =>
      offset === null ? problem : { ...problem, offset },
    )
    return this.binary ? listed.map((problem) => withLine(problem, new Map())) : listed
  }

  private add(code: string, message: string, place: Place | null, sample: string | null, occurrences: number): void {
    const known = this.found.get(code)
    if (known !== undefined) {
      known.occurrences += occurrences
      return
    }
    this.found.set(code, {
      ...this.newProblem(code, message, occurrences),
      firstPosition: place !== null && 'line' in place ? place.line : null,
      sample,
      offset: place !== null && 'offset' in place ? place.offset : null,
    })
  }

  private newProblem(code: string, message: string, occurrences: number): Found {
    return { file: this.file, code, message, occurrences, firstPosition: null, sample: null, offset: null }
  }
}
