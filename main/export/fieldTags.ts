import type { Attribute } from '../../preload/contract/trace'
import type { ExportedSpan } from './ExportedSpan'

const HTTP_STATUS = ['http.status_code', 'http.response.status_code']

/**
 * The tags by which formats without the fields of OpenTelemetry keep them, as its exporters write them
 * (https://opentelemetry.io/docs/specs/otel/common/mapping-to-non-otlp/). Not those of the kind and of errors,
 * which each format has its own way for.
 */
export function fieldTags(span: ExportedSpan): Attribute[] {
  const { scope, status, statusMessage, traceState } = span
  return [
    ...tag('otel.scope.name', scope?.name),
    ...tag('otel.scope.version', scope?.version),
    ...tag('otel.status_code', status === 'unset' && !looksFailed(span) ? null : status.toUpperCase()),
    ...tag('otel.status_description', status === 'unset' ? null : statusMessage),
    ...tag('w3c.tracestate', traceState),
    ...count('otel.dropped_attributes_count', span.droppedAttributesCount),
    ...count('otel.dropped_events_count', span.droppedEventsCount),
    ...count('otel.dropped_links_count', span.droppedLinksCount),
  ]
}

/** Readers take a span for an error by the status of its HTTP call, unless its own status is told. */
function looksFailed({ attributes }: ExportedSpan): boolean {
  return attributes.some(({ key, value }) => HTTP_STATUS.includes(key) && Number(value) >= 400)
}

function tag(key: string, value: string | null | undefined): Attribute[] {
  return value === null || value === undefined || value === '' ? [] : [{ key, value, type: 's' }]
}

function count(key: string, value: number): Attribute[] {
  return value === 0 ? [] : [{ key, value: String(value), type: 'i' }]
}
