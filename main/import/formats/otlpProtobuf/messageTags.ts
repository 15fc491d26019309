/**
 * Fields of OTLP's messages as tags: number × 8 + wire type.
 * https://github.com/open-telemetry/opentelemetry-proto/tree/main/opentelemetry/proto
 */
export const SpanTag = {
  traceId: 0x0a,
  spanId: 0x12,
  traceState: 0x1a,
  parentSpanId: 0x22,
  name: 0x2a,
  kind: 0x30,
  start: 0x39,
  end: 0x41,
  attributes: 0x4a,
  droppedAttributes: 0x50,
  events: 0x5a,
  droppedEvents: 0x60,
  links: 0x6a,
  droppedLinks: 0x70,
  status: 0x7a,
  flags: 0x85,
} as const
export const StatusTag = { message: 0x12, code: 0x18 } as const
export const EventTag = { time: 0x09, name: 0x12, attributes: 0x1a } as const
export const LinkTag = { traceId: 0x0a, spanId: 0x12, traceState: 0x1a, attributes: 0x22 } as const
export const LogTag = {
  time: 0x09,
  severityNumber: 0x10,
  severityText: 0x1a,
  body: 0x2a,
  attributes: 0x32,
  traceId: 0x4a,
  spanId: 0x52,
  observedTime: 0x59,
} as const
export const ResourceTag = { attributes: 0x0a } as const
export const ScopeTag = { name: 0x0a, version: 0x12, attributes: 0x1a } as const
export const KeyValueTag = { key: 0x0a, value: 0x12 } as const
export const AnyValueTag = {
  text: 0x0a,
  boolean: 0x10,
  integer: 0x18,
  double: 0x21,
  array: 0x2a,
  list: 0x32,
  bytes: 0x3a,
} as const
/** Of `ArrayValue` and `KeyValueList`. */
export const VALUES_TAG = 0x0a
