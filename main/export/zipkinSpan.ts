import type { Attribute, SpanEvent } from '../../preload/contract/trace'
import type { ReportedLink } from '../queries/readEventsAndLinks'
import type { ExportedSpan } from './ExportedSpan'
import { fieldTags } from './fieldTags'
import { rawList, rawMicroseconds, rawObject, rawText } from './rawJson'
import { takeEndpoint } from './takeEndpoint'

const KINDS = ['client', 'server', 'producer', 'consumer']
const DEBUG = 'zipkin.debug'

/** A span of Zipkin's v2 model: all values are strings, a duration is one microsecond at least. */
export function zipkinSpan(span: ExportedSpan): string {
  const { kind, duration, attributes } = span
  const debug = attributes.some(({ key, value, type }) => key === DEBUG && type === 'b' && value === 'true')
  const resource = tagsOf(span.resource)
  const tags = tagsOf(attributes.filter(({ key }) => !debug || key !== DEBUG))
  const localEndpoint = takeEndpoint(resource, 'service.name', 'net.host', span.serviceName)
  const remoteEndpoint = takeEndpoint(tags, 'peer.service', 'net.peer')
  setError(tags, span)
  for (const [key, value] of resource) if (!tags.has(key)) tags.set(key, value)
  for (const { key, value } of ownTags(span, tags)) tags.set(key, value)
  return rawObject({
    traceId: JSON.stringify(span.traceId),
    id: JSON.stringify(span.spanId),
    parentId: rawText(span.parentSpanId),
    kind: KINDS.includes(kind) ? JSON.stringify(kind.toUpperCase()) : null,
    name: rawText(span.name === '' ? null : span.name),
    timestamp: rawMicroseconds(span.start),
    duration: rawMicroseconds(duration !== null && duration < 1000n ? 1000n : duration),
    localEndpoint,
    remoteEndpoint,
    annotations: rawList(span.events.map(annotation)),
    tags: tags.size === 0 ? null : JSON.stringify(Object.fromEntries(tags)),
    debug: debug ? 'true' : null,
    shared: span.isShared ? 'true' : null,
  })
}

function tagsOf(attributes: readonly Attribute[]): Map<string, string> {
  return new Map(attributes.map(({ key, value }) => [key, value]))
}

/** Zipkin takes any span with the tag `error` for a failed one. */
function setError(tags: Map<string, string>, { status }: ExportedSpan): void {
  if (status !== 'error') tags.delete('error')
  else if (!tags.has('error')) tags.set('error', 'true')
}

function ownTags(span: ExportedSpan, tags: Map<string, string>): { key: string; value: string }[] {
  const error = tags.get('error')
  // Where Zipkin's own tag tells the status whole, as in what came from Zipkin, no other has to.
  const isTold = span.status === 'error' && span.attributes.some(({ key }) => key === 'error')
  const sameMessage = (error ?? '') === (span.statusMessage ?? '')
  const fields = fieldTags(span).filter(({ key }) => !(isTold && sameMessage && key.startsWith('otel.status')))
  if (span.kind === 'internal') fields.push({ key: 'span.kind', value: 'internal', type: 's' })
  return [...fields, ...span.links.map(linkTag)]
}

/** An event with attributes: `name|{"key":"value"}|0`, as the collector writes it; the number is that of dropped ones. */
function annotation({ time, name, attributes }: SpanEvent): string {
  const value = attributes.length === 0 ? name : `${name}|${plainJson(attributes)}|0`
  return rawObject({ timestamp: rawMicroseconds(time), value: JSON.stringify(value) })
}

/** A link: `traceId|spanId|traceState|{"key":"value"}|0`, as the collector writes it. */
function linkTag({ traceId, spanId, traceState, attributes }: ReportedLink, index: number) {
  return {
    key: `otlp.link.${index}`,
    value: `${traceId}|${spanId}|${traceState ?? ''}|${plainJson(attributes)}|0`,
  }
}

function plainJson(attributes: readonly Attribute[]): string {
  return JSON.stringify(Object.fromEntries(tagsOf(attributes)))
}
