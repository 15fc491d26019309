import type { SpanTree } from '../../analysis/spanTree'
import { isNoTime, timeWords } from '../columns/timeWords'

/**
 * `time` as float64 nanoseconds after the first known `start` on the way from each row's root down to
 * it, NaN where unknown: exact up to 104 days, which no tree spans unless a clock is wrong.
 */
export function treeOffsets({ parent, order }: SpanTree, start: BigInt64Array, time: BigInt64Array): Float64Array {
  const times = timeWords(time)
  const starts = timeWords(start)
  const offsets = new Float64Array(time.length)
  /** The row whose start is the origin. */
  const origin = new Int32Array(time.length)
  for (const row of order) {
    const above = parent[row] ?? -1
    const inherited = above < 0 ? -1 : (origin[above] ?? -1)
    const from = inherited >= 0 ? inherited : isNoTime(starts, row) ? -1 : row
    origin[row] = from
    if (from < 0 || isNoTime(times, row)) {
      offsets[row] = NaN
      continue
    }
    const highDifference = (times.high[row * 2 + 1] ?? 0) - (starts.high[from * 2 + 1] ?? 0)
    offsets[row] = highDifference * 0x1_0000_0000 + ((times.low[row * 2] ?? 0) - (starts.low[from * 2] ?? 0))
  }
  return offsets
}
