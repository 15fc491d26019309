import { SPAN_KINDS, STATUSES } from '../../../../preload/contract/trace'
import { FieldNames } from '../../json/FieldNames'

/** Fields of a span’s document, numbered by `Field`: with the names of Data Prepper, and those of OpenTelemetry’s data model. */
export const SPAN = new FieldNames([
  ['traceId', 'trace_id'],
  ['spanId', 'span_id'],
  ['parentSpanId', 'parent_span_id'],
  ['traceState', 'trace_state'],
  'name',
  'kind',
  'startTime',
  ['endTime', 'end_timestamp'],
  ['durationInNanos', 'duration'],
  'serviceName',
  'events',
  'links',
  ['droppedAttributesCount', 'dropped_attributes_count'],
  ['droppedEventsCount', 'dropped_events_count'],
  ['droppedLinksCount', 'dropped_links_count'],
  'attributes',
  'resource',
  'status',
  ['instrumentationScope', 'instrumentationLibrary', 'scope'],
  'flags',
  'status.code',
  'status.message',
  ['instrumentationScope.name', 'instrumentationLibrary.name'],
  ['instrumentationScope.version', 'instrumentationLibrary.version'],
  '@timestamp',
])
export const Field = {
  traceId: 0,
  spanId: 1,
  parentSpanId: 2,
  traceState: 3,
  name: 4,
  kind: 5,
  startTime: 6,
  endTime: 7,
  duration: 8,
  serviceName: 9,
  events: 10,
  links: 11,
  droppedAttributes: 12,
  droppedEvents: 13,
  droppedLinks: 14,
  attributes: 15,
  resource: 16,
  status: 17,
  scope: 18,
  flags: 19,
  statusCode: 20,
  statusMessage: 21,
  scopeName: 22,
  scopeVersion: 23,
  timestamp: 24,
} as const

export const KINDS = new FieldNames(
  SPAN_KINDS.map((kind) => [kind, kind.toUpperCase(), capital(kind), `SPAN_KIND_${kind.toUpperCase()}`]),
)
export const STATUS_CODES = new FieldNames(
  STATUSES.map((status) => [status, status.toUpperCase(), capital(status), `STATUS_CODE_${status.toUpperCase()}`]),
)

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
