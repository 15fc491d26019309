import { NO_TIME_HIGH, timeWords } from '../columns/timeWords'

const WORD = 0x1_0000_0000

/**
 * End minus start of `count` rows from row `first` on, in nanoseconds; −1 where one of them is unknown or the end
 * comes first. `unknown` counts these. In words, since arithmetic on big integers takes ten times as long.
 */
export function durations(
  start: BigInt64Array,
  end: BigInt64Array,
  first: number,
  count: number,
): { values: BigInt64Array<ArrayBuffer>; unknown: number } {
  const values = new BigInt64Array(count)
  const { low, high } = timeWords(values)
  const [starts, ends] = [timeWords(start), timeWords(end)]
  let unknown = 0
  for (let row = 0; row < count; row++) {
    const at = (first + row) * 2
    const [fromHigh, toHigh] = [starts.high[at + 1] ?? 0, ends.high[at + 1] ?? 0]
    const difference = (toHigh - fromHigh) * WORD + ((ends.low[at] ?? 0) - (starts.low[at] ?? 0))
    if (fromHigh === NO_TIME_HIGH || toHigh === NO_TIME_HIGH || !(difference >= 0)) {
      values[row] = -1n
      unknown++
    } else if (difference < Number.MAX_SAFE_INTEGER) {
      low[row * 2] = difference % WORD
      high[row * 2 + 1] = Math.floor(difference / WORD)
    } else {
      values[row] = (end[first + row] ?? 0n) - (start[first + row] ?? 0n)
    }
  }
  return { values, unknown }
}
