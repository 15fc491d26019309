import type { ColumnValue } from './matches'
import type { SpanIds } from './spanIds'
import type { Nanoseconds } from './time'

export const SPAN_KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const
export type SpanKind = (typeof SPAN_KINDS)[number]

export const STATUSES = ['unset', 'ok', 'error'] as const
export type Status = (typeof STATUSES)[number]

/** What can be wrong with a span, in the order of its bits in `TraceColumns.problems`. */
export const PROBLEMS = [
  'orphan',
  'cycle_cut',
  'duplicate_id',
  'no_trace_id',
  'no_start',
  'not_ended',
  'negative_duration',
  'outside_parent',
] as const
export type Problem = (typeof PROBLEMS)[number]

/**
 * The type of an attribute's value, a letter each: string, integer, double, boolean, array, map, bytes, null.
 * `attribute_types` holds one per entry, in the map's order.
 */
export const ATTRIBUTE_TYPES = {
  s: 'string',
  i: 'integer',
  d: 'double',
  b: 'boolean',
  a: 'array',
  m: 'map',
  x: 'bytes',
  n: 'null',
} as const
export type AttributeType = keyof typeof ATTRIBUTE_TYPES

export interface Attribute {
  key: string
  value: string
  type: AttributeType
}

/** One line of the trace list. Durations are nanoseconds; `durationNs` runs from the first start to the last end. */
export interface TraceSummary {
  traceId: string
  rootServiceName: string
  rootName: string
  startTime: Nanoseconds | null
  durationNs: number
  spanCount: number
  errorCount: number
  serviceCount: number
  /** Spans that match the list's query; null where there is none. */
  matchedSpans: number | null
  /** One for each column that was asked for: of the first span in tree order that matches and has it. */
  values: (ColumnValue | null)[]
}

/**
 * All spans of one trace as columns, rows in tree order (a parent before its children, siblings by start).
 * Times are float64 nanoseconds: `start` from `startTime`, NaN where the span has none.
 */
export interface TraceColumns {
  traceId: string
  /** The earliest start among the spans; 0 when no span has one. */
  startTime: Nanoseconds
  durationNs: number
  spanCount: number
  /** Distinct values, which `service` and `name` index. */
  services: string[]
  names: string[]
  service: Int32Array
  name: Int32Array
  start: Float64Array
  duration: Float64Array
  selfTime: Float64Array
  /** Nanoseconds of the span that lie on the critical path of its root; 0 off it. */
  criticalPath: Float64Array
  /** Row of the parent, −1 for a root, an orphan, and a span at which a cycle was cut. */
  parent: Int32Array
  depth: Int32Array
  childCount: Int32Array
  /** Rows of the whole subtree below: `row + descendantCount[row] + 1` is the next row outside it. */
  descendantCount: Int32Array
  /** Index into `SPAN_KINDS`. */
  kind: Uint8Array
  /** Index into `STATUSES`. */
  status: Uint8Array
  /** Bit n is `PROBLEMS[n]`. */
  problems: Uint8Array
  eventCount: Int32Array
  linkCount: Int32Array
  spanIds: SpanIds
  /**
   * Parents that spans name and the trace lacks, in the order of these spans, which stand together: the rows from
   * `missingParentFirst` up to, but not including, `missingParentNext`, with all that is below them.
   */
  missingParentIds: string[]
  missingParentFirst: Int32Array
  missingParentNext: Int32Array
}

export interface SpanEvent {
  time: Nanoseconds | null
  name: string
  attributes: Attribute[]
}

export interface SpanLink {
  traceId: string
  spanId: string
  traceState: string | null
  attributes: Attribute[]
  /** Whether the linked trace is in this archive. */
  known: boolean
}

/** A link of another span to this one. */
export interface IncomingLink {
  traceId: string
  spanId: string
  serviceName: string
  name: string
  attributes: Attribute[]
}

export interface IncomingLinks {
  /** How many there are; `links` are the first of them. */
  total: number
  links: IncomingLink[]
}

export interface SpanLog {
  time: Nanoseconds | null
  severityNumber: number | null
  severityText: string | null
  body: string | null
  attributes: Attribute[]
}

export interface SpanLogs {
  /** Log records of the span; `logs` are the earliest of them. */
  total: number
  /** Log records of its trace which name no span. */
  withoutSpan: number
  logs: SpanLog[]
}

/** Everything the archive holds about one span, except what points to it: that is asked for separately. */
export interface SpanDetail {
  traceId: string
  spanId: string
  parentSpanId: string | null
  reportedSpanId: string | null
  serviceName: string
  name: string
  kind: SpanKind
  startTime: Nanoseconds | null
  endTime: Nanoseconds | null
  durationNs: number | null
  selfTimeNs: number | null
  criticalPathNs: number
  status: Status
  statusMessage: string | null
  attributes: Attribute[]
  resourceAttributes: Attribute[]
  scopeName: string | null
  scopeVersion: string | null
  scopeAttributes: Attribute[]
  traceState: string | null
  flags: number | null
  droppedAttributesCount: number
  droppedEventsCount: number
  droppedLinksCount: number
  problems: Problem[]
  events: SpanEvent[]
  links: SpanLink[]
  /** The file the span came from, as `files.path`. */
  file: string
}
