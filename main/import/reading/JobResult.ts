import type { DecodeProblem } from '../SpanBatch'

/** What became of one file, or of a part of it. `records` = spans handed on + rejected. */
export interface DecodedFile {
  path: string
  format: string
  /** On disk, or packed within a container. */
  bytes: number
  records: number
  rejected: number
  /** Their `file` counts for nothing here. */
  problems: DecodeProblem[]
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

/** Joins what became of the parts of one file, in their order. */
export function joinParts(parts: readonly DecodedFile[]): DecodedFile | null {
  const [first, ...others] = parts
  if (first === undefined) return null
  const whole = { ...first, problems: [...first.problems] }
  for (const part of others) {
    const before = part.countsOwnLines ? whole.lines : 0
    for (const problem of part.problems) {
      const known = whole.problems.findIndex(({ code }) => code === problem.code)
      const found = whole.problems[known]
      if (found === undefined) {
        const { firstPosition } = problem
        whole.problems.push({ ...problem, firstPosition: firstPosition === null ? null : firstPosition + before })
      } else if (!problem.perFile) {
        whole.problems[known] = { ...found, occurrences: found.occurrences + problem.occurrences }
      }
    }
    whole.records += part.records
    whole.rejected += part.rejected
    whole.lines += part.lines
  }
  return whole
}
