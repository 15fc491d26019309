import type { Nanoseconds } from '../time'
import type { DurationCounts } from './durationBins'

export const OPERATION_SORT_COLUMNS = [
  'serviceName',
  'name',
  'spanCount',
  'errorCount',
  'errorShare',
  'p50Ns',
  'p95Ns',
  'p99Ns',
  'maxNs',
  'selfTimeNs',
  'criticalPathNs',
  'traceCount',
] as const
export type OperationSortColumn = (typeof OPERATION_SORT_COLUMNS)[number]

/** Rows of a table of operations at the most. */
export const MOST_LISTED_OPERATIONS = 5_000

/** What the spans of one name of one service have in common. Percentiles are durations that a span has; null without any. */
export interface OperationFigures {
  serviceName: string
  name: string
  spanCount: number
  errorCount: number
  traceCount: number
  p50Ns: number | null
  p95Ns: number | null
  p99Ns: number | null
  maxNs: number | null
  /** Of all its spans together; null where it is known of none. */
  selfTimeNs: number | null
  criticalPathNs: number
}

export interface OperationList {
  /** Operations in all, and those that have the words. */
  total: number
  found: number
  /** The first of these as sorted, `MOST_LISTED_OPERATIONS` at the most. */
  rows: OperationFigures[]
  /** Of all operations together. */
  spanCount: number
  selfTimeNs: number
  criticalPathNs: number
  /** From the first start to the last, or between the filter's bounds; null where no span has a start. */
  lengthNs: number | null
}

/** A span to be looked at in its trace. */
export interface ExampleSpan {
  traceId: string
  spanId: string
  startTime: Nanoseconds | null
  durationNs: number | null
  rootServiceName: string
  rootName: string
}

export interface LatencyBins extends DurationCounts {
  /** Spans that last no time at all. */
  zero: number
  /** Spans whose duration is not known. */
  unknown: number
}

export interface OperationExamples {
  spanCount: number
  medianNs: number | null
  /** A few of each, of as many traces. */
  slowest: ExampleSpan[]
  /** The ones nearest the median. */
  typical: ExampleSpan[]
  /** The latest that failed. */
  failed: ExampleSpan[]
  latency: LatencyBins
}
