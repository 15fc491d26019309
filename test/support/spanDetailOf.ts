import type { SpanDetail } from '../../preload/contract/trace'

/** A span of which only the attributes matter: texts as they are, all else as JSON. */
export function spanDetailOf(values: Record<string, unknown>): SpanDetail {
  return {
    traceId: '1'.padStart(32, '0'),
    spanId: '1'.padStart(16, '0'),
    parentSpanId: null,
    reportedSpanId: null,
    serviceName: 'shop',
    name: 'work',
    kind: 'internal',
    startTime: null,
    endTime: null,
    durationNs: null,
    selfTimeNs: null,
    criticalPathNs: 0,
    status: 'unset',
    statusMessage: null,
    attributes: Object.entries(values).map(([key, value]) =>
      typeof value === 'string' ? { key, value, type: 's' } : { key, value: JSON.stringify(value), type: 'a' },
    ),
    resourceAttributes: [],
    scopeName: null,
    scopeVersion: null,
    scopeAttributes: [],
    traceState: null,
    flags: null,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
    problems: [],
    events: [],
    links: [],
    file: '',
  }
}
