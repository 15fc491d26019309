import type { SpanKind, Status } from '../../../preload/contract/trace'

/** What an attribute can hold. */
export type SpanValue =
  | { type: 'string'; value: string }
  | { type: 'integer'; value: bigint }
  | { type: 'double'; value: number }
  | { type: 'boolean'; value: boolean }
  | { type: 'array'; elements: SpanValue[] }

export type SpanAttributes = Map<string, SpanValue>

export interface EvaluatedEvent {
  name: string
  time: bigint
  attributes: SpanAttributes
}

export interface EvaluatedLink {
  traceId: string
  spanId: string
  attributes: SpanAttributes
}

/** A span as the reference evaluator knows it. Moments and durations are nanoseconds. */
export interface EvaluatedSpan {
  traceId: string
  spanId: string
  /** Null for a root, and for a span whose parent is not in the trace. */
  parentSpanId: string | null
  /** As the span tells it, whether the trace has such a span or not. */
  reportedParentId: string | null
  name: string
  kind: SpanKind
  status: Status
  statusMessage: string | null
  start: bigint
  end: bigint
  attributes: SpanAttributes
  /** Holds `service.name` too. */
  resource: SpanAttributes
  scope: { name: string | null; version: string | null; attributes: SpanAttributes }
  events: EvaluatedEvent[]
  links: EvaluatedLink[]
  /** This and what follows is what the importer computes; a test can fill it in from an archive. */
  selfTime: number
  criticalPath: number
  problems: string[]
}

export interface EvaluatedTrace {
  traceId: string
  spans: EvaluatedSpan[]
}

/** The parent within the trace. */
export function parentOf(span: EvaluatedSpan, trace: EvaluatedTrace): EvaluatedSpan | null {
  if (span.parentSpanId === null) return null
  return trace.spans.find(({ spanId }) => spanId === span.parentSpanId) ?? null
}
