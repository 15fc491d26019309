import type { OperationDurations } from '../../../../preload/contract/marks'
import { formatCount } from '../../../../preload/contract/formatCount'

/** Where a span stands among all spans of its service and operation in the archive. */
export interface DurationRank {
  /** Percent of those spans that took less time: 0 to 99, and 100 for the slowest. */
  percent: number
  /** `slower than 97 % of 1,204 GET /cart` */
  words: string
  /** It takes longer than nearly all others. */
  isSlow: boolean
}

/** Among fewer a rank says nothing. */
const FEWEST = 10
const SLOW = 95

/** The rank of a duration in nanoseconds; undefined without one, or among too few spans. */
export function durationRank(
  duration: number,
  { spanCount, percentiles }: OperationDurations,
  name: string,
): DurationRank | undefined {
  const shortest = percentiles[0] ?? NaN
  const longest = percentiles[percentiles.length - 1] ?? NaN
  if (Number.isNaN(duration) || spanCount < FEWEST || Number.isNaN(shortest)) return undefined
  const all = `${formatCount(spanCount)} ${name || '(no name)'}`
  if (shortest === longest) return { percent: 50, words: `as long as all ${all}`, isSlow: false }
  if (duration >= longest) return { percent: 100, words: `the slowest of ${all}`, isSlow: true }
  if (duration <= shortest) return { percent: 0, words: `the fastest of ${all}`, isSlow: false }
  const percent = lastBelow(percentiles, duration)
  return { percent, words: `slower than ${percent} % of ${all}`, isSlow: percent >= SLOW }
}

/** The last place whose value is below `duration`: as many percent of the spans took less time, for certain. */
function lastBelow(percentiles: Float64Array, duration: number): number {
  let low = 0
  let high = percentiles.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((percentiles[middle] ?? 0) < duration) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}
