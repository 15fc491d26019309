/** What a span talks: which attributes a pill was made of. */
export type PillTopic = 'http' | 'database' | 'rpc' | 'messaging' | 'model' | 'error'

/** A word or two of a span's attributes that say at a glance what it did. `title` names the attribute. */
export interface Pill {
  topic: PillTopic
  text: string
  title: string
  /** `warning` is the caller's fault (HTTP 4xx), `error` the callee's. */
  tone: 'plain' | 'warning' | 'error'
}

/** What the row of a span shows beside the columns of its trace. */
export interface SpanMarks {
  spanId: string
  pills: Pill[]
  /** Moments of its events in nanoseconds from the trace's start, exceptions apart; so close ones that no screen tells them apart are one. */
  events: Float64Array
  exceptions: Float64Array
  /** How many links of any trace lead to it. */
  linkedFrom: number
}

/** All spans of one service and operation, in any trace. */
export interface Operation {
  serviceName: string
  name: string
}

/** How long the spans of an operation take. */
export interface OperationDurations {
  /** Those whose duration is known. */
  spanCount: number
  /** Their durations in nanoseconds: the shortest, 99 percentiles, the longest; empty without any. */
  percentiles: Float64Array
}

/** As many rows as a screen can show. */
export const MOST_MARKED = 200
/** As many operations as are compared at once. */
export const MOST_OPERATIONS = 100
