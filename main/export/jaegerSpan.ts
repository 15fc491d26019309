import type { Attribute, SpanEvent } from '../../preload/contract/trace'
import type { ReportedLink } from '../queries/readEventsAndLinks'
import type { ExportedSpan } from './ExportedSpan'
import { fieldTags } from './fieldTags'
import { isJsonNumber, rawMicroseconds, rawObject } from './rawJson'

const TYPES = { s: 'string', i: 'int64', d: 'float64', b: 'bool', x: 'binary', a: 'string', m: 'string', n: 'string' }
const REF_TYPE = 'opentracing.ref_type'

/** A span of Jaeger's UI model. A time or duration that the span does not have is left out. */
export function jaegerSpan(processId: string, span: ExportedSpan): string {
  const { traceId } = span
  const parent = span.parentSpanId === null ? [] : [reference('CHILD_OF', traceId, span.parentSpanId)]
  return rawObject({
    traceID: JSON.stringify(traceId),
    spanID: JSON.stringify(span.spanId),
    flags: span.flags === null ? null : String(span.flags),
    operationName: JSON.stringify(span.name),
    references: `[${[...parent, ...span.links.map(linkReference)].join(',')}]`,
    startTime: rawMicroseconds(span.start),
    duration: rawMicroseconds(span.duration),
    tags: jaegerTags(spanTags(span)),
    logs: `[${span.events.map(log).join(',')}]`,
    processID: JSON.stringify(processId),
    warnings: 'null',
  })
}

/** A list of tags: arrays, maps and what is null are strings, as Jaeger has no types for them. */
export function jaegerTags(attributes: readonly Attribute[]): string {
  return `[${attributes.map(tag).join(',')}]`
}

/** What stands for a field takes the place of an attribute of its name. */
function spanTags(span: ExportedSpan): Attribute[] {
  const fields: Attribute[] = []
  const { kind, status, attributes } = span
  if (kind !== 'unspecified') fields.push({ key: 'span.kind', value: kind, type: 's' })
  const isDescribed = attributes.some(({ key }) => key === 'error')
  if (status === 'error' && !isDescribed) fields.push({ key: 'error', value: 'true', type: 'b' })
  fields.push(...fieldTags(span))
  const taken = new Set(fields.map(({ key }) => key))
  return [...attributes.filter(({ key }) => !taken.has(key)), ...fields]
}

function log({ time, name, attributes }: SpanEvent): string {
  const fields: Attribute[] = name === '' ? [] : [{ key: 'event', value: name, type: 's' }]
  return rawObject({ timestamp: rawMicroseconds(time), fields: jaegerTags([...fields, ...attributes]) })
}

/** Jaeger keeps of a link only what it points to and how, which OpenTelemetry notes in an attribute. */
function linkReference({ traceId, spanId, attributes }: ReportedLink): string {
  const isParent = attributes.some(({ key, value }) => key === REF_TYPE && value === 'child_of')
  return reference(isParent ? 'CHILD_OF' : 'FOLLOWS_FROM', traceId, spanId)
}

function reference(refType: string, traceId: string, spanId: string): string {
  return rawObject({
    refType: JSON.stringify(refType),
    traceID: JSON.stringify(traceId),
    spanID: JSON.stringify(spanId),
  })
}

function tag({ key, value, type }: Attribute): string {
  return rawObject({ key: JSON.stringify(key), type: `"${TYPES[type]}"`, value: tagValue(value, type) })
}

/** Integers beyond what JavaScript can hold are text, as Jaeger writes them. */
function tagValue(value: string, type: Attribute['type']): string {
  const isPlain =
    (type === 'b' && (value === 'true' || value === 'false')) ||
    (type === 'i' && isJsonNumber(value) && Number.isSafeInteger(Number(value))) ||
    (type === 'd' && isJsonNumber(value))
  return isPlain ? value : JSON.stringify(value)
}
