/**
 * Fields of Zipkin's messages as tags: number × 8 + wire type.
 * https://github.com/openzipkin/zipkin-api/blob/master/zipkin.proto
 */
export const SpanTag = {
  traceId: 0x0a,
  parentId: 0x12,
  id: 0x1a,
  kind: 0x20,
  name: 0x2a,
  timestamp: 0x31,
  duration: 0x38,
  localEndpoint: 0x42,
  remoteEndpoint: 0x4a,
  annotations: 0x52,
  tags: 0x5a,
  debug: 0x60,
  shared: 0x68,
} as const
export const EndpointTag = { serviceName: 0x0a, ipv4: 0x12, ipv6: 0x1a, port: 0x20 } as const
export const AnnotationTag = { timestamp: 0x09, value: 0x12 } as const
export const MapEntryTag = { key: 0x0a, value: 0x12 } as const

/** The names of `Span.Kind` by number. */
export const KINDS = ['', 'CLIENT', 'SERVER', 'PRODUCER', 'CONSUMER'] as const
