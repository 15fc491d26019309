/** Times as pairs of words, the lower one first: to read one as a big integer would make an object of it. */
export interface TimeWords {
  low: Uint32Array
  high: Int32Array
}

/** The upper word of `NO_TIME`, whose lower one is 0, and of times before the year 1678. */
export const NO_TIME_HIGH = -0x80000000

/** The words of `times`, without a copy: those of row r are `low[r * 2]` and `high[r * 2 + 1]`. */
export function timeWords(times: BigInt64Array): TimeWords {
  return {
    low: new Uint32Array(times.buffer, times.byteOffset, times.length * 2),
    high: new Int32Array(times.buffer, times.byteOffset, times.length * 2),
  }
}

/** Whether row `row` has no time. */
export function isNoTime({ low, high }: TimeWords, row: number): boolean {
  return high[row * 2 + 1] === NO_TIME_HIGH && low[row * 2] === 0
}

/** Below 0 where the time of row `a` is before that of row `b` of other times. */
export function compareTimes(first: TimeWords, a: number, second: TimeWords, b: number): number {
  const difference = (first.high[a * 2 + 1] ?? 0) - (second.high[b * 2 + 1] ?? 0)
  return difference === 0 ? (first.low[a * 2] ?? 0) - (second.low[b * 2] ?? 0) : difference
}
