import type { AttributeType, SpanKind, Status } from './trace'
import type { Nanoseconds } from './time'

/** What a question is answered with. */
export const ANSWER_KINDS = ['traces', 'spans', 'groups'] as const
export type AnswerKind = (typeof ANSWER_KINDS)[number]

/** Columns by which spans are sorted, beside any field. `trace` is the service and operation of its trace's root. */
export const SPAN_SORT_COLUMNS = [
  'startTime',
  'serviceName',
  'name',
  'kind',
  'durationNs',
  'selfTimeNs',
  'status',
  'trace',
] as const
export type SpanSortColumn = (typeof SPAN_SORT_COLUMNS)[number]

/** Columns by which groups are sorted, beside `group1`, `group2` … for the values that tell them apart. */
export const GROUP_SORT_COLUMNS = [
  'spanCount',
  'traceCount',
  'errorCount',
  'p50Ns',
  'p95Ns',
  'maxNs',
  'totalNs',
] as const
export type GroupSortColumn = (typeof GROUP_SORT_COLUMNS)[number]

/** How a question gets on that takes long. */
export interface QueryProgress {
  /** What is being done: there may be one after the other. */
  phase: 'matching' | 'grouping' | 'sorting' | 'comparing'
  /** How much of this phase is done, 0 to 1, as DuckDB estimates it; null while it does not. */
  share: number | null
  /** Milliseconds since the question. */
  elapsedMs: number
  /** Milliseconds until this phase ends; null while there is too little to tell. */
  leftMs: number | null
}

/** How much there is of each kind of answer. */
export interface MatchTotals {
  spans: number
  traces: number
  /** Null where the query makes no groups. */
  groups: number | null
}

/** What a part of any list says of the whole. */
export interface AnswerPage {
  /** Rows of the list, and traces of the archive. */
  total: number
  archiveTotal: number
  totals: MatchTotals
}

/** What a chosen column shows of a span. */
export interface ColumnValue {
  /** The value as the archive has it; of a span's events and links one for each, the first ten. Cut after 500 characters. */
  texts: string[]
  /** How many there are. */
  count: number
  type: AttributeType
}

/** One line of the list of spans. Durations are nanoseconds, null where they are unknown. */
export interface SpanSummary {
  /** Tells spans of one archive apart. */
  spanRow: number
  traceId: string
  spanId: string
  serviceName: string
  name: string
  kind: SpanKind
  startTime: Nanoseconds | null
  durationNs: number | null
  selfTimeNs: number | null
  status: Status
  /** Service and operation of its trace's root. */
  rootServiceName: string
  rootName: string
  /** One for each column that was asked for. */
  values: (ColumnValue | null)[]
}

export interface SpanPage extends AnswerPage {
  /** The longest span duration among those that match, for the bars. */
  longestNs: number
  rows: SpanSummary[]
}

/** One line of the list of groups: the spans of all traces that `by()` gives the same values. */
export interface GroupSummary {
  /**
   * The values in the order of `groupsOf`: `s:`, `n:`, `b:` or `a:` for a text, a number, a boolean, an array or map,
   * then the value as the archive has it; or `nil`.
   */
  values: string[]
  spanCount: number
  traceCount: number
  errorCount: number
  /** Of span durations, in nanoseconds; null where no span has one. Half, and 95 %, of them are no longer than these. */
  p50Ns: number | null
  p95Ns: number | null
  maxNs: number | null
  /** The sum of all span durations. */
  totalNs: number
}

export interface GroupPage extends AnswerPage {
  /** The largest total among all groups, for the bars. */
  longestNs: number
  rows: GroupSummary[]
}

/** Matches over time: bin n begins at `origin + n × width`. */
export interface MatchHistogram {
  origin: Nanoseconds
  /** Nanoseconds; a length in which people count. */
  width: Nanoseconds
  /** Matches that start in each bin, and those of them that failed. Empty where none has a start. */
  counts: number[]
  errors: number[]
  /** Matches without a start, which are in no bin. */
  withoutStart: number
}
