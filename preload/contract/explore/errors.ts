import type { Nanoseconds } from '../time'

/** Groups of errors in one answer at the most. */
export const MOST_ERROR_GROUPS = 500

/** The spans whose failure nothing below them explains, or all that failed or have an exception. */
export const ERROR_CAUSES = ['root', 'all'] as const
export type ErrorCauses = (typeof ERROR_CAUSES)[number]

/** What makes errors alike. */
export interface ErrorKind {
  serviceName: string
  /** Of the exception, or else what `error.type` says; empty for neither. */
  type: string
  /** The first line of its message, or else of the status message, with placeholders for what differs each time. */
  pattern: string
}

export interface ErrorGroup extends ErrorKind {
  spanCount: number
  /** Spans among these whose status is an error; the others went on. */
  failedCount: number
  traceCount: number
  operationCount: number
  /** One of the operations: that of most spans. */
  operation: string
  firstTime: Nanoseconds | null
  lastTime: Nanoseconds | null
  /** Failed spans above these in their traces, and their services. Only of root causes. */
  tookDown: { spanCount: number; serviceCount: number } | null
  /** Spans over time, in the bins of the answer. */
  counts: number[]
}

export interface ErrorList {
  /** Groups in all. */
  total: number
  /** Those of most spans, `MOST_ERROR_GROUPS` at the most. */
  groups: ErrorGroup[]
  /** Of all groups: spans that failed, those of them that are root causes, and those with an exception that did not fail. */
  failedCount: number
  rootCount: number
  handledCount: number
  /** Start of the first bin, and the length of each in nanoseconds. */
  origin: Nanoseconds
  width: Nanoseconds
}

export interface ErrorExample {
  traceId: string
  spanId: string
  name: string
  startTime: Nanoseconds | null
  durationNs: number | null
  /** Its message as it is, cut to a few hundred characters. */
  message: string
}

export interface ErrorExamples {
  /** The latest, of as many traces. */
  examples: ErrorExample[]
  /** The commonest operations, and how many there are. */
  operations: { name: string; spanCount: number }[]
  operationCount: number
  /** Services of the failed spans above root causes, the commonest. */
  tookDown: { serviceName: string; spanCount: number }[]
}
