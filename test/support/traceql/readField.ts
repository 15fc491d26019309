import type { AttributeField, Field, IntrinsicName } from '../../../preload/contract/traceql/ast'
import {
  type EvaluatedSpan,
  type EvaluatedTrace,
  parentOf,
  type SpanAttributes,
  type SpanValue,
} from './EvaluatedTrace'
import type { FieldValue } from './FieldValue'

/** The value that a span has for a field; null where it has none. */
export function readField(field: Field, span: EvaluatedSpan, trace: EvaluatedTrace): FieldValue | null {
  return field.kind === 'attribute' ? readAttribute(field, span, trace) : readIntrinsic(field.name, span, trace)
}

function readAttribute(field: AttributeField, span: EvaluatedSpan, trace: EvaluatedTrace): SpanValue | null {
  const { scope, key } = field
  const of = field.ofParent ? parentOf(span, trace) : span
  if (of === null) return null
  switch (scope) {
    case null:
      return of.attributes.get(key) ?? of.resource.get(key) ?? null
    case 'span':
      return of.attributes.get(key) ?? null
    case 'resource':
      return of.resource.get(key) ?? null
    case 'instrumentation':
      return of.scope.attributes.get(key) ?? null
    case 'event':
      return allValues(of.events, key)
    case 'link':
      return allValues(of.links, key)
  }
}

function allValues(carriers: { attributes: SpanAttributes }[], key: string): SpanValue | null {
  const values = carriers.flatMap(({ attributes }) => attributes.get(key) ?? [])
  // One that is an empty array is there all the same, as it is in a span.
  return values.length === 0 ? null : { type: 'array', elements: values.flatMap(flatten) }
}

function flatten(value: SpanValue): SpanValue[] {
  return value.type === 'array' ? value.elements.flatMap(flatten) : [value]
}

function arrayOf(elements: SpanValue[]): SpanValue | null {
  return elements.length === 0 ? null : { type: 'array', elements }
}

function readIntrinsic(name: IntrinsicName, span: EvaluatedSpan, trace: EvaluatedTrace): FieldValue | null {
  switch (name) {
    case 'span:name':
      return string(span.name)
    case 'span:status':
      return { type: 'status', value: span.status }
    case 'span:statusMessage':
      return stringOrNull(span.statusMessage)
    case 'span:duration':
      return span.end < span.start ? null : integer(span.end - span.start)
    case 'span:kind':
      return { type: 'spanKind', value: span.kind }
    case 'span:id':
      return string(span.spanId)
    case 'span:parentID':
      return stringOrNull(span.reportedParentId)
    case 'span:childCount':
      return integer(BigInt(trace.spans.filter(({ parentSpanId }) => parentSpanId === span.spanId).length))
    case 'span:selfTime':
      return { type: 'double', value: span.selfTime }
    case 'span:criticalPath':
      return { type: 'double', value: span.criticalPath }
    case 'span:problems':
      return { type: 'array', elements: span.problems.map(string) }
    case 'trace:id':
      return string(trace.traceId)
    case 'trace:duration':
      return integer(durationOf(trace))
    case 'trace:rootName':
      return stringOrNull(rootOf(trace)?.name ?? null)
    case 'trace:rootService':
      return rootOf(trace)?.resource.get('service.name') ?? string('unknown_service')
    case 'event:name':
      return arrayOf(span.events.map((event) => string(event.name)))
    case 'event:timeSinceStart':
      return arrayOf(span.events.map((event) => integer(event.time - span.start)))
    case 'link:traceID':
      return arrayOf(span.links.map((link) => string(link.traceId)))
    case 'link:spanID':
      return arrayOf(span.links.map((link) => string(link.spanId)))
    case 'instrumentation:name':
      return stringOrNull(span.scope.name)
    case 'instrumentation:version':
      return stringOrNull(span.scope.version)
    case 'parent':
      return parentOf(span, trace) === null ? null : { type: 'parent' }
    case 'nestedSetLeft':
    case 'nestedSetRight':
    case 'nestedSetParent':
      throw new Error(`the reference evaluator does not know ${name}`)
  }
}

function string(value: string): SpanValue {
  return { type: 'string', value }
}

function stringOrNull(value: string | null): SpanValue | null {
  return value === null ? null : string(value)
}

function integer(value: bigint): SpanValue {
  return { type: 'integer', value }
}

function durationOf(trace: EvaluatedTrace): bigint {
  const starts = trace.spans.map(({ start }) => start)
  const ends = trace.spans.map(({ end }) => end)
  const first = starts.reduce((a, b) => (b < a ? b : a))
  const last = [...starts, ...ends].reduce((a, b) => (b > a ? b : a))
  return last - first
}

/** The root that starts first, the first of the list where several do; an orphan only where nothing is a root. */
function rootOf(trace: EvaluatedTrace): EvaluatedSpan | null {
  const tops = trace.spans.filter(({ parentSpanId }) => parentSpanId === null)
  const named = tops.filter(({ reportedParentId }) => reportedParentId === null)
  const roots = named.length > 0 ? named : tops
  return roots.find((root) => roots.every(({ start }) => root.start <= start)) ?? null
}
