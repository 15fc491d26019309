import { PROBLEMS, STATUSES, type Problem, type TraceColumns } from '../../../preload/contract/trace'
import type { TimeRange } from './timeRange'

export interface ServiceCount {
  /** Index into `TraceColumns.services`. */
  service: number
  name: string
  spanCount: number
  errorCount: number
}

/** What the trace's header says, and what drawing needs of the trace as a whole. */
export interface TraceMeasure {
  /**
   * From the first to the last moment that any span is known at, in nanoseconds from the trace's start; never empty. It
   * begins elsewhere than at 0 only where times are corrected.
   */
  extent: TimeRange
  /** Rows whose status is error, in order. */
  errorRows: Int32Array
  /** Services by their number of spans, largest first. */
  services: ServiceCount[]
  /** Problems that occur, with how many spans have each and the first row that has it. */
  problems: { problem: Problem; spanCount: number; firstRow: number }[]
  /** Spans that never had a parent. */
  rootCount: number
  /** The row that the trace is named after: the first root, else the first row; −1 in an empty trace. */
  titleRow: number
  deepest: number
  /** At index n, the time on the critical path of all rows before n: tells in one step whether a subtree is on it. */
  criticalBefore: Float64Array
  /** The part of each span that lies within all its ancestors; NaN where there is none. */
  clippedFrom: Float64Array
  clippedTo: Float64Array
}

export const ERROR = STATUSES.indexOf('error')
const DETACHED = (1 << PROBLEMS.indexOf('orphan')) | (1 << PROBLEMS.indexOf('cycle_cut'))

/** One loop over the rows. */
export function measureTrace(columns: TraceColumns): TraceMeasure {
  const { spanCount } = columns
  const spanCounts = new Int32Array(columns.services.length)
  const errorCounts = new Int32Array(columns.services.length)
  const problemCounts = new Int32Array(PROBLEMS.length)
  const problemRows = new Int32Array(PROBLEMS.length)
  const errorRows = new Int32Array(spanCount)
  const clippedFrom = new Float64Array(spanCount)
  const clippedTo = new Float64Array(spanCount)
  const criticalBefore = new Float64Array(spanCount + 1)
  let errors = 0
  let first = Infinity
  let last = columns.durationNs
  let rootCount = 0
  let titleRow = -1
  let deepest = 0

  for (let row = 0; row < spanCount; row++) {
    const service = columns.service[row] ?? 0
    spanCounts[service] = (spanCounts[service] ?? 0) + 1
    if (columns.status[row] === ERROR) {
      errorRows[errors++] = row
      errorCounts[service] = (errorCounts[service] ?? 0) + 1
    }
    const problems = columns.problems[row] ?? 0
    for (let bit = 0; problems >> bit > 0; bit++) {
      if (!((problems >> bit) & 1)) continue
      if (!problemCounts[bit]) problemRows[bit] = row
      problemCounts[bit] = (problemCounts[bit] ?? 0) + 1
    }
    const parent = columns.parent[row] ?? -1
    if (parent < 0 && !(problems & DETACHED)) {
      rootCount++
      if (titleRow < 0) titleRow = row
    }
    const start = columns.start[row] ?? NaN
    const duration = columns.duration[row] ?? NaN
    const end = Number.isNaN(duration) ? start : start + duration
    if (start < first) first = start
    if (end > last) last = end
    const from = parent < 0 ? start : Math.max(start, clippedFrom[parent] ?? NaN)
    const to = parent < 0 ? end : Math.min(end, clippedTo[parent] ?? NaN)
    clippedFrom[row] = from <= to ? from : NaN
    clippedTo[row] = from <= to ? to : NaN
    deepest = Math.max(deepest, columns.depth[row] ?? 0)
    criticalBefore[row + 1] = (criticalBefore[row] ?? 0) + (columns.criticalPath[row] ?? 0)
  }

  return {
    extent: extentOf(Number.isFinite(first) ? first : 0, last),
    errorRows: errorRows.slice(0, errors),
    services: columns.services
      .map((name, service) => ({
        service,
        name,
        spanCount: spanCounts[service] ?? 0,
        errorCount: errorCounts[service] ?? 0,
      }))
      .filter(({ spanCount }) => spanCount > 0)
      .sort((a, b) => b.spanCount - a.spanCount || a.name.localeCompare(b.name)),
    problems: PROBLEMS.map((problem, bit) => ({
      problem,
      spanCount: problemCounts[bit] ?? 0,
      firstRow: problemRows[bit] ?? 0,
    })).filter(({ spanCount }) => spanCount > 0),
    rootCount,
    titleRow: titleRow < 0 && spanCount > 0 ? 0 : titleRow,
    deepest,
    criticalBefore,
    clippedFrom,
    clippedTo,
  }
}

function extentOf(from: number, last: number): TimeRange {
  return { from, to: Number.isFinite(last) && last > from ? last : from + 1000 }
}

/** The problems of one row, from its bits. */
export function problemsOf(bits: number): Problem[] {
  return PROBLEMS.filter((_, bit) => (bits >> bit) & 1)
}
