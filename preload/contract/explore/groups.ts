/** Columns by which groups of spans are sorted, beside `group1` and `group2` for the values that tell them apart. */
export const SPAN_GROUP_SORTS = [
  'spanCount',
  'errorCount',
  'errorShare',
  'p50Ns',
  'p95Ns',
  'p99Ns',
  'maxNs',
  'totalNs',
  'selfNs',
  'criticalNs',
] as const
export type SpanGroupSort = (typeof SPAN_GROUP_SORTS)[number]

/** The spans that have the same values. Durations are nanoseconds, null where no span has one. */
export interface SpanGroup {
  /** As in `GroupSummary`. */
  values: string[]
  spanCount: number
  errorCount: number
  p50Ns: number | null
  p95Ns: number | null
  p99Ns: number | null
  maxNs: number | null
  /** Added up over the spans: their durations, their self times, and their times on critical paths. */
  totalNs: number
  selfNs: number
  criticalNs: number
  /** How many spans are in each bin of `SpanGroups.bins`. */
  durations: number[]
}

export interface SpanGroups {
  /** How many there are; of these the first in order are `rows`. */
  total: number
  rows: SpanGroup[]
  /** Of all groups together, and the largest of one. */
  spanCount: number
  errorCount: number
  selfNs: number
  mostSelfNs: number
  mostTotalNs: number
  /** From the first start to the last, or as the filter bounds them: what rates are about. Null where there are none. */
  lengthNs: number | null
  /** Bin n holds durations from `durationBound(first + n, perDecade)` up to the next; spans without one are in none. */
  bins: { first: number; perDecade: number; count: number }
}
