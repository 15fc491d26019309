import { NO_TIME } from '../SpanBatch'
import { criticalPathTimes } from '../../analysis/criticalPath'
import { findCycleCuts } from '../../analysis/findCycleCuts'
import { type PreOrder, preOrder } from '../../analysis/preOrder'
import { selfTimes } from '../../analysis/selfTimes'
import { spanTree, type SpanTree } from '../../analysis/spanTree'
import { isNoTime, timeWords } from '../columns/timeWords'
import { treeOffsets } from './treeOffsets'
import type { UnitedReports } from '../../analysis/uniteReports'
import { PROBLEM_BITS } from './problemBits'
import type { SpanBlock } from './SpanBlock'

/** Formats which keep microseconds put a child so far outside its parent by rounding alone. */
const ROUNDING_NS = 1_000

/** What follows from a block's spans. Row n of each column is row n of the block. */
export interface LinkedBlock {
  tree: SpanTree
  preOrder: PreOrder
  /** Nanoseconds; NaN where unknown. */
  duration: Float64Array
  selfTime: Float64Array
  criticalPath: Float64Array
  /** Bit n is `PROBLEMS[n]`. */
  problems: Uint8Array
}

/**
 * Links the spans of a block, none of them merged into another. `noTraceId` is the number of the trace
 * without an id, −1 for none.
 */
export function linkBlock(block: SpanBlock, united: Omit<UnitedReports, 'mergedInto'>, noTraceId: number): LinkedBlock {
  const { count, start, end } = block
  const problems = new Uint8Array(count)
  const flag = (row: number, bit: number) => {
    problems[row] = (problems[row] ?? 0) | bit
  }
  const parent = united.parent.slice()
  const startOf = (row: number) => start[row] ?? NO_TIME
  const before = (row: number, other: number) => {
    const [a, b] = [startOf(row), startOf(other)]
    if (a === b) return row < other
    return b === NO_TIME || (a !== NO_TIME && a < b)
  }
  for (const row of findCycleCuts(parent, before)) {
    parent[row] = -1
    flag(row, PROBLEM_BITS.cycle_cut)
  }
  const tree = spanTree(parent)
  const from = treeOffsets(tree, start, start)
  const to = treeOffsets(tree, start, end)
  const duration = new Float64Array(count)
  const [starts, ends] = [timeWords(start), timeWords(end)]
  for (let row = 0; row < count; row++) {
    const known = (to[row] ?? NaN) - (from[row] ?? NaN)
    duration[row] = known >= 0 ? known : NaN
    if (united.orphan[row] === 1) flag(row, PROBLEM_BITS.orphan)
    if ((united.repeat[row] ?? 0) > 0) flag(row, PROBLEM_BITS.duplicate_id)
    if (block.trace[row] === noTraceId) flag(row, PROBLEM_BITS.no_trace_id)
    if (isNoTime(starts, row)) flag(row, PROBLEM_BITS.no_start)
    if (isNoTime(ends, row)) flag(row, PROBLEM_BITS.not_ended)
    if (known < 0) {
      flag(row, PROBLEM_BITS.negative_duration)
      to[row] = NaN
    }
  }
  for (let row = 0; row < count; row++) {
    const above = parent[row] ?? -1
    if (above < 0) continue
    const [spanFrom, spanTo, parentFrom, parentTo] = [
      from[row] ?? NaN,
      to[row] ?? NaN,
      from[above] ?? NaN,
      to[above] ?? NaN,
    ]
    if (spanFrom < parentFrom - ROUNDING_NS || Math.max(spanFrom, spanTo || spanFrom) > parentTo + ROUNDING_NS)
      flag(row, PROBLEM_BITS.outside_parent)
  }
  const selfTime = selfTimes(tree, from, to)
  const criticalPath = criticalPathTimes(tree, from, to)
  for (let row = 0; row < count; row++) {
    // Where a clock is months off, offsets within the tree are not exact to the nanosecond.
    if (!(Math.abs(to[row] ?? NaN) > Number.MAX_SAFE_INTEGER)) continue
    const exact = Number((end[row] ?? 0n) - (start[row] ?? 0n))
    duration[row] = exact
    selfTime[row] = Math.min(selfTime[row] ?? NaN, exact)
    criticalPath[row] = Math.min(criticalPath[row] ?? 0, exact)
  }
  return { tree, preOrder: preOrder(tree), duration, selfTime, criticalPath, problems }
}
