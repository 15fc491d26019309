import type { Nanoseconds } from '../time'

/** Spans, or traces, over time. Bin n begins at `origin + n × width`. */
export interface RatesOverTime {
  origin: Nanoseconds
  width: Nanoseconds
  counts: number[]
  errors: number[]
  /** Of durations in nanoseconds, reckoned as in `LatencyMap`; null where a bin has none. */
  p50: (number | null)[]
  p95: (number | null)[]
  p99: (number | null)[]
  /** Those without a start, which are in no bin. */
  withoutStart: number
  /** By the values of a field; null where none was asked for. */
  by: RatesByValue | null
}

export interface RatesByValue {
  /** The values of most spans or traces first, each as `groupsOf` has it (see `GroupSummary`). */
  series: RateSeries[]
  /** All other values together, and how many these are; null where there are none. */
  others: (Omit<RateSeries, 'value'> & { values: number }) | null
}

export interface RateSeries {
  value: string
  counts: number[]
  errors: number[]
}
