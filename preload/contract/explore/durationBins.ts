/** Bins of durations for each power of ten, at their finest. */
export const BINS_PER_DECADE = 10

/** How many last how long: bin k holds what lasts `durationBound(k)` nanoseconds and less than the next. */
export interface DurationCounts {
  /** k of the first of `counts` and `errors`. */
  first: number
  counts: number[]
  /** Of them, how many failed. */
  errors: number[]
}

/** Where a bin of durations begins, in whole nanoseconds. */
export function durationBound(bin: number, perDecade = BINS_PER_DECADE): number {
  return Math.ceil(10 ** (bin / perDecade))
}
