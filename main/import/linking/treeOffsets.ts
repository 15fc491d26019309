import type { SpanTree } from '../../analysis/spanTree'
import { NO_TIME } from '../SpanBatch'

/**
 * `time` as float64 nanoseconds after the first known `start` on the way from each row's root down to
 * it, NaN where unknown: exact up to 104 days, which no tree spans unless a clock is wrong.
 */
export function treeOffsets({ parent, order }: SpanTree, start: BigInt64Array, time: BigInt64Array): Float64Array {
  const low = new Uint32Array(time.buffer, time.byteOffset, time.length * 2)
  const high = new Int32Array(time.buffer, time.byteOffset, time.length * 2)
  const startLow = new Uint32Array(start.buffer, start.byteOffset, start.length * 2)
  const startHigh = new Int32Array(start.buffer, start.byteOffset, start.length * 2)
  const offsets = new Float64Array(time.length)
  /** The row whose start is the origin. */
  const origin = new Int32Array(time.length)
  for (const row of order) {
    const above = parent[row] ?? -1
    const inherited = above < 0 ? -1 : (origin[above] ?? -1)
    const from = inherited >= 0 ? inherited : start[row] === NO_TIME ? -1 : row
    origin[row] = from
    if (from < 0 || time[row] === NO_TIME) {
      offsets[row] = NaN
      continue
    }
    const highDifference = (high[row * 2 + 1] ?? 0) - (startHigh[from * 2 + 1] ?? 0)
    offsets[row] = highDifference * 0x1_0000_0000 + ((low[row * 2] ?? 0) - (startLow[from * 2] ?? 0))
  }
  return offsets
}
