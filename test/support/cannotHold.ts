import type { SpanReport, TypedAttributes } from './spanReports'

export type ExportFormat = 'otlp' | 'jaeger' | 'zipkin'

/** How a span is after it went through a format, by what the format cannot hold. */
type Losses = Record<string, (span: SpanReport) => Partial<SpanReport>>

const OTLP: Losses = {
  'the epoch itself, which stands for no time': ({ start }) => ({ start: start === 0n ? null : start }),
}

const COMMON: Losses = {
  'an end without a start, or before it': ({ start, end }) => ({
    end: start === null || end === null || end < start ? null : end,
  }),
  'parts of microseconds': ({ start, end, events }) => ({
    start: floor(start),
    end: start === null || end === null ? null : (floor(start) ?? 0n) + (floor(end - start) ?? 0n),
    events: events.map((event) => ({ ...event, time: floor(event.time) })),
  }),
  'a message without a status': ({ status, statusMessage }) => ({
    statusMessage: status === 'unset' ? null : statusMessage,
  }),
  'attributes of a scope': () => ({ scopeAttributes: {} }),
}

const JAEGER: Losses = {
  ...COMMON,
  'an attribute by the name of a tag for what is a field': ({ kind, status, attributes }) => {
    const { 'span.kind': spanKind, error, ...others } = attributes
    const isError = error?.[1] === 'true'
    return {
      status: isError ? 'error' : status,
      attributes: {
        ...others,
        ...(spanKind !== undefined && kind === 'unspecified' && { 'span.kind': spanKind }),
        ...(error !== undefined && !isError && { error }),
      },
    }
  },
  'arrays, maps and nulls, which become strings': ({ attributes, resource, events }) => ({
    attributes: plain(attributes),
    resource: plain(resource),
    events: events.map((event) => ({ ...event, attributes: plain(event.attributes) })),
  }),
  'of a link more than where it leads and how': ({ links }) => ({
    links: links.map(({ traceId, spanId, attributes }) => ({
      traceId,
      spanId,
      traceState: null,
      attributes: { 'opentracing.ref_type': attributes['opentracing.ref_type'] ?? ['s', 'follows_from'] },
    })),
  }),
  'dropped counts, which become tags': ({ attributes, dropped }) => ({
    attributes: { ...attributes, ...droppedTags(dropped, 'i') },
    dropped: [0, 0, 0],
  }),
  'a process without a name': ({ serviceName, resource }) => ({
    resource: { 'service.name': ['s', serviceName], ...resource },
  }),
}

const ZIPKIN: Losses = {
  ...COMMON,
  'the epoch itself, which stands for no time': ({ start, end }) =>
    start === 0n ? { start: null, end: null } : { end },
  'less than a microsecond': ({ start, end }) => ({
    end: start !== null && end === start ? start + 1_000n : end,
  }),
  'a span that is its own parent': ({ spanId, parentSpanId }) => ({
    parentSpanId: parentSpanId === spanId ? null : parentSpanId,
  }),
  'an attribute by the name of the tag for errors': ({ status, statusMessage, attributes }) => {
    const { error, ...others } = attributes
    const isKept = status === 'error' && (error?.[1] !== 'true' || statusMessage === 'true')
    return { attributes: isKept ? attributes : others }
  },
  'resources but for the endpoint, which become tags': ({ resource, attributes }) => ({
    resource: picked(resource, (key) => ENDPOINT.includes(key)),
    attributes: { ...picked(resource, (key) => !ENDPOINT.includes(key)), ...attributes },
  }),
  'links and dropped counts, which become tags': ({ links, dropped, attributes }) => ({
    links: [],
    dropped: [0, 0, 0],
    attributes: { ...attributes, ...linkTags(links), ...droppedTags(dropped, 's') },
  }),
  'attributes of events, which become part of the name': ({ events }) => ({
    events: events.map(({ time, name, attributes }) => ({
      time,
      name: Object.keys(attributes).length === 0 ? name : `${name}|${plainJson(attributes)}|0`,
      attributes: {},
    })),
  }),
  'types, but for those of its own fields': ({ attributes, resource }) => ({
    attributes: strings(attributes, { 'net.peer.port': 'i', 'zipkin.debug': 'b' }),
    resource: strings(resource, { 'net.host.port': 'i' }),
  }),
  flags: () => ({ flags: null }),
}

const ENDPOINT = ['service.name', 'net.host.ip', 'net.host.ipv6', 'net.host.port']
/** What is computed from the times, which two of the formats change. */
const FIGURES = ['no_start', 'not_ended', 'negative_duration', 'outside_parent', 'cycle_cut']
const withoutFigures = (span: SpanReport): SpanReport => ({
  ...span,
  selfTime: null,
  criticalPath: 0n,
  problems: span.problems.filter((problem) => !FIGURES.includes(problem)),
})

const LOSSES: Record<ExportFormat, Losses> = { otlp: OTLP, jaeger: JAEGER, zipkin: ZIPKIN }

/**
 * Traces which change their shape in a format: without the mark that a span shares its id only a server below a client
 * can be told from a repetition; Zipkin takes what repeats an id on one side, in one service and on one host, for
 * parts of one span; Jaeger takes the only reference within the trace for the parent.
 */
export function beyond(format: ExportFormat, spans: readonly SpanReport[]): Set<string> {
  const sides = new Set<string>()
  const changed = spans.filter((span) => {
    const { reportedSpanId, kind, spanId, parentSpanId, links, traceId, serviceName, resource } = span
    const isShared = reportedSpanId !== null && parentSpanId === reportedSpanId
    if (format === 'zipkin') {
      const host = [resource['net.host.ip'], resource['net.host.port']]
      const side = JSON.stringify([traceId, reportedSpanId ?? spanId, isShared, serviceName, host])
      return sides.size === sides.add(side).size
    }
    if (format === 'jaeger' && parentSpanId === null && links.some((link) => link.traceId === traceId)) return true
    return isShared && kind !== 'server'
  })
  return new Set(changed.map(({ traceId }) => traceId))
}

/** The span as it must be after it was exported and imported. */
export function afterExport(format: ExportFormat, span: SpanReport): SpanReport {
  return Object.values(LOSSES[format]).reduce((left, loss) => ({ ...left, ...loss(left) }), span)
}

/** What of a span is compared. */
export function compared(format: ExportFormat, span: SpanReport): SpanReport {
  const zeroStart = format === 'otlp' && span.start === null
  return format === 'otlp' && !zeroStart ? span : withoutFigures(span)
}

function floor(time: bigint | null): bigint | null {
  return time === null ? null : time - (time % 1000n)
}

function plain(attributes: TypedAttributes): TypedAttributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, [type, value]]) => [
      key,
      ['a', 'm', 'n'].includes(type) ? ['s', value ?? ''] : [type, value],
    ]),
  )
}

function strings(attributes: TypedAttributes, typesOf: Record<string, string>): TypedAttributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, [, value]]) => [key, [typesOf[key] ?? 's', value ?? '']]),
  )
}

function picked(attributes: TypedAttributes, isPicked: (key: string) => boolean): TypedAttributes {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => isPicked(key)))
}

function plainJson(attributes: TypedAttributes): string {
  return JSON.stringify(Object.fromEntries(Object.entries(attributes).map(([key, [, value]]) => [key, value ?? ''])))
}

function droppedTags([attributes, events, links]: SpanReport['dropped'], type: string): TypedAttributes {
  const counts = { attributes, events, links }
  return Object.fromEntries(
    Object.entries(counts).flatMap(([what, count]) =>
      count === 0 ? [] : [[`otel.dropped_${what}_count`, [type, String(count)]]],
    ),
  )
}

function linkTags(links: SpanReport['links']): TypedAttributes {
  return Object.fromEntries(
    links.map(({ traceId, spanId, traceState, attributes }, index) => [
      `otlp.link.${index}`,
      ['s', `${traceId}|${spanId}|${traceState ?? ''}|${plainJson(attributes)}|0`],
    ]),
  )
}
