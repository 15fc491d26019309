import type { Attribute, SpanEvent, SpanKind, Status } from '../../preload/contract/trace'
import type { ReportedLink } from '../queries/readEventsAndLinks'

/** A span with its events and links as they were reported: ids without what made them unique. Times are nanoseconds. */
export interface ExportedSpan {
  traceId: string
  spanId: string
  parentSpanId: string | null
  /** It shares its id with the client that it answers, which has its parent too. */
  isShared: boolean
  /** It repeats the id of a span before it, or of one behind it that had to keep the id. */
  isRepeat: boolean
  name: string
  kind: SpanKind
  start: bigint | null
  end: bigint | null
  /** Null when the span never ended or ended before it started. */
  duration: bigint | null
  status: Status
  statusMessage: string | null
  attributes: Attribute[]
  serviceName: string
  /** The same list for all spans of one resource. */
  resource: Attribute[]
  scope: ExportedScope | null
  traceState: string | null
  flags: number | null
  droppedAttributesCount: number
  droppedEventsCount: number
  droppedLinksCount: number
  events: SpanEvent[]
  links: ReportedLink[]
}

export interface ExportedScope {
  name: string | null
  version: string | null
  attributes: Attribute[]
}

/** What a span has where its resource names no service. */
export const UNKNOWN_SERVICE = 'unknown_service'
