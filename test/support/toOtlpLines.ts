import { SPAN_KINDS, STATUSES } from '../../preload/contract/trace'
import type { EvaluatedSpan, EvaluatedTrace, SpanAttributes, SpanValue } from './traceql/EvaluatedTrace'

/** The traces as OTLP JSON, a line for each, with a `ResourceSpans` for each span. */
export function toOtlpLines(traces: EvaluatedTrace[]): string {
  return traces.map(({ spans }) => `${JSON.stringify({ resourceSpans: spans.map(resourceSpansOf) })}\n`).join('')
}

function resourceSpansOf(span: EvaluatedSpan): object {
  const { name, version, attributes } = span.scope
  return {
    resource: { attributes: keyValues(span.resource) },
    scopeSpans: [
      {
        scope: {
          ...(name === null ? {} : { name }),
          ...(version === null ? {} : { version }),
          attributes: keyValues(attributes),
        },
        spans: [otlpSpan(span)],
      },
    ],
  }
}

function otlpSpan(span: EvaluatedSpan): object {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.reportedParentId ?? '',
    name: span.name,
    kind: SPAN_KINDS.indexOf(span.kind),
    startTimeUnixNano: String(span.start),
    endTimeUnixNano: String(span.end),
    attributes: keyValues(span.attributes),
    status: {
      code: STATUSES.indexOf(span.status),
      ...(span.statusMessage === null ? {} : { message: span.statusMessage }),
    },
    events: span.events.map(({ name, time, attributes }) => ({
      timeUnixNano: String(time),
      name,
      attributes: keyValues(attributes),
    })),
    links: span.links.map(({ traceId, spanId, attributes }) => ({
      traceId,
      spanId,
      attributes: keyValues(attributes),
    })),
  }
}

function keyValues(attributes: SpanAttributes): object[] {
  return Array.from(attributes, ([key, value]) => ({ key, value: anyValue(value) }))
}

function anyValue(value: SpanValue): object {
  switch (value.type) {
    case 'string':
      return { stringValue: value.value }
    case 'integer':
      return { intValue: String(value.value) }
    case 'double':
      return { doubleValue: value.value }
    case 'boolean':
      return { boolValue: value.value }
    case 'array':
      return { arrayValue: { values: value.elements.map(anyValue) } }
  }
}
