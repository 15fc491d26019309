import { UNREADABLE, type FileOutcome } from '../ImportedFile'

/** What became of one file, or of a part of it. `records` = spans handed on + rejected. */
export interface DecodedFile extends FileOutcome {
  /** What the file is, in words for people. */
  looksLike: string
  /** Line ends that were read, where values have lines of their own. */
  lines: number
  /** Positions are lines, counted from the beginning of this part. */
  countsOwnLines: boolean
  /** All of the file up to its end was read. */
  atEnd: boolean
}

/** Files in the order in which the rows of the job's batches count them. */
export type JobResult = DecodedFile[]

/** Joins what became of the first parts of a file with what the next one tells. A file that holds others has one part. */
export function joinParts(before: JobResult, next: JobResult): JobResult {
  const [[whole], [part]] = [before, next]
  if (whole === undefined) return next
  return part === undefined ? before : [joinPart(whole, part)]
}

function joinPart(whole: DecodedFile, part: DecodedFile): DecodedFile {
  const problems = [...whole.problems]
  const before = part.countsOwnLines ? whole.lines : 0
  for (const problem of part.problems) {
    const index = problems.findIndex(({ code }) => code === problem.code)
    const known = problems[index]
    if (known === undefined) {
      const { firstPosition } = problem
      problems.push({ ...problem, firstPosition: firstPosition === null ? null : firstPosition + before })
    } else if (!problem.perFile) {
      problems[index] = { ...known, occurrences: known.occurrences + problem.occurrences }
    }
  }
  return {
    ...whole,
    // The rest may be readable where the beginning is not.
    format: whole.format === UNREADABLE ? part.format : whole.format,
    problems,
    records: whole.records + part.records,
    rejected: whole.rejected + part.rejected,
    lines: whole.lines + part.lines,
  }
}
