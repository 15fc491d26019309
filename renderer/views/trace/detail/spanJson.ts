import { isoNanoseconds, type Nanoseconds } from '../../../../preload/contract/time'
import type { Attribute, SpanDetail } from '../../../../preload/contract/trace'

/**
 * A span as JSON text, under the names of the archive's columns: times ISO 8601 with nanoseconds,
 * attributes with their types, integers beyond 2^53 as text.
 */
export function spanJson(span: SpanDetail): string {
  const document = {
    trace_id: span.traceId,
    span_id: span.spanId,
    parent_span_id: span.parentSpanId,
    reported_span_id: span.reportedSpanId,
    service_name: span.serviceName,
    name: span.name,
    kind: span.kind,
    start_time: moment(span.startTime),
    end_time: moment(span.endTime),
    duration_ns: span.durationNs,
    self_time_ns: span.selfTimeNs,
    critical_path_ns: span.criticalPathNs,
    status: span.status,
    status_message: span.statusMessage,
    attributes: attributesJson(span.attributes),
    resource_attributes: attributesJson(span.resourceAttributes),
    scope_name: span.scopeName,
    scope_version: span.scopeVersion,
    scope_attributes: attributesJson(span.scopeAttributes),
    trace_state: span.traceState,
    flags: span.flags,
    dropped_attributes_count: span.droppedAttributesCount,
    dropped_events_count: span.droppedEventsCount,
    dropped_links_count: span.droppedLinksCount,
    problems: span.problems,
    events: span.events.map(({ time, name, attributes }) => ({
      time: moment(time),
      name,
      attributes: attributesJson(attributes),
    })),
    links: span.links.map(({ traceId, spanId, traceState, attributes }) => ({
      trace_id: traceId,
      span_id: spanId,
      trace_state: traceState,
      attributes: attributesJson(attributes),
    })),
    file: span.file,
  }
  return JSON.stringify(document, null, 2)
}

function moment(time: Nanoseconds | null): string | null {
  return time === null ? null : isoNanoseconds(time)
}

/** Attributes as an object of typed values; text that does not fit its type stays text. */
export function attributesJson(attributes: Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map((attribute) => [attribute.key, valueOf(attribute)]))
}

function valueOf({ type, value }: Attribute): unknown {
  if (type === 'n') return null
  if (type === 'b') return value === 'true' ? true : value === 'false' ? false : value
  if (type === 'i' || type === 'd') return numberOf(value)
  if (type === 'a' || type === 'm') return parsed(value) ?? value
  return value
}

function numberOf(text: string): number | string {
  const number = Number(text)
  const exact = Number.isInteger(number) ? Number.isSafeInteger(number) : Number.isFinite(number)
  return text.trim() !== '' && exact ? number : text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
