import { STATUSES } from '../../../preload/contract/trace'
import { NO_TIME } from '../SpanBatch'
import type { LinkedBlock } from './linkBlock'
import { PROBLEM_BITS } from './problemBits'
import type { SpanBlock } from './SpanBlock'
import { compareTimes, isNoTime, timeWords } from '../columns/timeWords'

const ERROR = STATUSES.indexOf('error')

/** One row per trace of a block, columns in the order of `LinkTables.traces`. */
export type TraceColumns = [
  traceKey: Int32Array,
  rootRow: Int32Array,
  start: BigInt64Array,
  duration: BigInt64Array,
  spanCount: Int32Array,
  errorCount: Int32Array,
  serviceCount: Int32Array,
  maxDepth: Int32Array,
  orphanCount: Int32Array,
  firstRow: Int32Array,
  lastRow: Int32Array,
]

/** Sums up each trace of a block. `serviceCount` is that of all numbered names. */
export function traceFacts(
  block: SpanBlock,
  linked: LinkedBlock,
  serviceCount: number,
): { count: number; columns: TraceColumns } {
  const starts: number[] = []
  for (let row = 0; row < block.count; row++)
    if (row === 0 || block.trace[row] !== block.trace[row - 1]) starts.push(row)
  const count = starts.length
  const numbers = () => new Int32Array(count)
  const times = () => new BigInt64Array(count)
  const columns: TraceColumns = [
    numbers(),
    numbers(),
    times(),
    times(),
    numbers(),
    numbers(),
    numbers(),
    numbers(),
    numbers(),
    numbers(),
    numbers(),
  ]
  const [
    traceKey,
    rootRow,
    start,
    duration,
    spanCount,
    errorCount,
    services,
    maxDepth,
    orphanCount,
    firstRow,
    lastRow,
  ] = columns
  /** The last trace, counted from 1, that has a span of the service. */
  const seenIn = new Int32Array(serviceCount)

  const [begins, ends] = [timeWords(block.start), timeWords(block.end)]
  starts.forEach((from, trace) => {
    const to = starts[trace + 1] ?? block.count
    let root = -1
    /** Rows of the earliest start, the latest start and the latest end. */
    let [earliest, latestStart, latestEnd] = [-1, -1, -1]
    let [lowest, highest] = [block.row[from] ?? 0, 0]
    for (let row = from; row < to; row++) {
      const number = block.row[row] ?? 0
      if (number < lowest) lowest = number
      if (number > highest) highest = number
      if (!isNoTime(begins, row)) {
        if (earliest < 0 || compareTimes(begins, row, begins, earliest) < 0) earliest = row
        if (latestStart < 0 || compareTimes(begins, row, begins, latestStart) > 0) latestStart = row
      }
      if (latestEnd < 0 || compareTimes(ends, row, ends, latestEnd) > 0) latestEnd = row
      if (block.status[row] === ERROR) errorCount[trace] = (errorCount[trace] ?? 0) + 1
      if (((linked.problems[row] ?? 0) & PROBLEM_BITS.orphan) !== 0) orphanCount[trace] = (orphanCount[trace] ?? 0) + 1
      maxDepth[trace] = Math.max(maxDepth[trace] ?? 0, linked.tree.depth[row] ?? 0)
      const service = block.serviceName[row] ?? 0
      if (seenIn[service] !== trace + 1) {
        seenIn[service] = trace + 1
        services[trace] = (services[trace] ?? 0) + 1
      }
      if ((linked.tree.parent[row] ?? -1) < 0 && (root < 0 || isBetterRoot(row, root))) root = row
    }
    traceKey[trace] = block.trace[from] ?? 0
    rootRow[trace] = block.row[root] ?? -1
    const first = earliest < 0 ? NO_TIME : (block.start[earliest] ?? NO_TIME)
    const [lastStart, lastEnd] = [block.start[latestStart] ?? NO_TIME, block.end[latestEnd] ?? NO_TIME]
    start[trace] = first
    duration[trace] = earliest < 0 ? 0n : (lastStart > lastEnd ? lastStart : lastEnd) - first
    spanCount[trace] = to - from
    firstRow[trace] = lowest
    lastRow[trace] = highest
  })
  return { count, columns }

  /** Spans that name no parent come before others, then the earlier start does. */
  function isBetterRoot(row: number, root: number): boolean {
    const [named, rootNamed] = [block.hasParent[row] ?? 0, block.hasParent[root] ?? 0]
    if (named !== rootNamed) return named < rootNamed
    if (isNoTime(begins, row)) return false
    return isNoTime(begins, root) || compareTimes(begins, row, begins, root) < 0
  }
}
