import { SPAN_KINDS, STATUSES, type SpanEvent } from '../../preload/contract/trace'
import { keyValues } from './anyValue'
import type { ReportedLink } from '../queries/readEventsAndLinks'
import type { ExportedSpan } from './ExportedSpan'
import { rawCount, rawList, rawObject, rawText } from './rawJson'

/** A span of OTLP's `trace.proto` in its JSON form. Fields without a value are left out. */
export function otlpSpan(span: ExportedSpan): string {
  return rawObject({
    traceId: JSON.stringify(span.traceId),
    spanId: JSON.stringify(span.spanId),
    traceState: rawText(span.traceState),
    parentSpanId: rawText(span.parentSpanId),
    flags: span.flags === null ? null : String(span.flags),
    name: JSON.stringify(span.name),
    kind: String(SPAN_KINDS.indexOf(span.kind)),
    startTimeUnixNano: rawNanoseconds(span.start),
    endTimeUnixNano: rawNanoseconds(span.end),
    attributes: keyValues(span.attributes),
    droppedAttributesCount: rawCount(span.droppedAttributesCount),
    events: rawList(span.events.map(rawEvent)),
    droppedEventsCount: rawCount(span.droppedEventsCount),
    links: rawList(span.links.map(rawLink)),
    droppedLinksCount: rawCount(span.droppedLinksCount),
    status: rawStatus(span),
  })
}

/** A time in nanoseconds: 64 bits are text in protobuf's JSON. */
export function rawNanoseconds(time: bigint | null): string | null {
  return time === null ? null : `"${time}"`
}

function rawEvent({ time, name, attributes }: SpanEvent): string {
  return rawObject({
    timeUnixNano: rawNanoseconds(time),
    name: JSON.stringify(name),
    attributes: keyValues(attributes),
  })
}

function rawLink({ traceId, spanId, traceState, attributes }: ReportedLink): string {
  return rawObject({
    traceId: JSON.stringify(traceId),
    spanId: JSON.stringify(spanId),
    traceState: rawText(traceState),
    attributes: keyValues(attributes),
  })
}

function rawStatus({ status, statusMessage }: ExportedSpan): string | null {
  if (status === 'unset' && statusMessage === null) return null
  return rawObject({ message: rawText(statusMessage), code: rawCount(STATUSES.indexOf(status)) })
}
