import { Deferred } from '../columns/Deferred'
import { type Resource, type Scope, UNKNOWN_RESOURCE } from '../columns/Resource'
import type { DecodeProblems } from '../DecodeProblems'
import { JsonInterner } from '../json/JsonInterner'
import type { JsonShape } from '../json/JsonShape'
import { JsonWalker } from '../json/JsonWalker'
import { isObject, type Sketch } from '../sketchJson'
import type { SpanBatchBuilder } from '../SpanBatchBuilder'
import type { TraceFormat } from '../TraceFormat'
import { readLooseResource } from './otlp/readLooseResource'
import { readScope } from './otlp/readResource'
import { readSpan, type SpanSurroundings } from './otlp/readSpan'
import { OtlpJsonRecords } from './otlp/OtlpJsonRecords'

const TRACE_ID = ['traceId', 'trace_id']
const SPAN_ID = ['spanId', 'span_id']
const START = ['startTimeUnixNano', 'start_time_unix_nano']

/**
 * Spans with the fields of OTLP, each a value of its own: JSON lines, a list. Attributes are lists as in OTLP or plain
 * objects; a resource and a scope may lie within the span.
 */
export const flatSpanJson: TraceFormat = {
  name: 'otlp_spans_json',
  title: 'single OTLP spans as JSON',
  recognises: (head) => head.values.some((value) => (Array.isArray(value) ? value.some(isSpan) : isSpan(value))),
  decoder: ({ head, builder, problems }) => {
    return new JsonWalker(shapeOf(builder, problems), builder, problems, head.isJsonLines)
  },
}

function isSpan(value: Sketch): boolean {
  return isObject(value) && [TRACE_ID, SPAN_ID, START].every((names) => names.some((name) => value.has(name)))
}

function shapeOf(builder: SpanBatchBuilder, problems: DecodeProblems): JsonShape {
  const records = new OtlpJsonRecords(builder, problems)
  const { notices } = records
  const resources = new JsonInterner<Deferred<Resource>>()
  const scopes = new JsonInterner<Deferred<Scope>>()
  const unknown = new Deferred<Resource>(UNKNOWN_RESOURCE)
  let resource = unknown
  let scope: Deferred<Scope> | null = null
  const around: SpanSurroundings = {
    readResource: (reader) => {
      resource = resources.read(reader, () => new Deferred(readLooseResource(reader)))
    },
    readScope: (reader) => {
      scope = scopes.read(reader, () => new Deferred(readScope(reader)))
    },
  }
  const span: JsonShape = {
    what: 'a span',
    record: true,
    read: (reader) => {
      resource = unknown
      scope = null
      notices.begin()
      readSpan(reader, records, builder.beginSpan(), around)
      notices.end()
      builder.endSpan(resource, scope)
    },
  }
  return { ...span, elements: span }
}
