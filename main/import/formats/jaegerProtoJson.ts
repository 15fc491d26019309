import type { DecodeProblems } from '../DecodeProblems'
import { FieldNames } from '../json/FieldNames'
import type { JsonShape } from '../json/JsonShape'
import { JsonWalker } from '../json/JsonWalker'
import { elementsOf, isObject, type Sketch } from '../sketchJson'
import type { SpanBatchBuilder } from '../SpanBatchBuilder'
import type { TraceFormat } from '../TraceFormat'
import { JaegerSpans, spanShape } from './jaeger/JaegerSpans'
import { Processes } from './jaeger/Processes'
import { protoModel } from './jaeger/protoModel'
import { readTraceWarnings } from './jaeger/readTraceWarnings'

/** Fields in which batches, traces and chunks of spans come, such as gRPC's requests and answers. */
const WRAPPERS = ['batch', 'data', 'result', 'trace', 'traces'] as const
const MOST_WRAPPERS = 4

/**
 * Jaeger's protobuf (or Thrift) model as JSON: batches and traces with `spans`, what `grpcurl` prints, and lists and
 * JSON lines of these or of spans alone.
 * https://github.com/jaegertracing/jaeger-idl/blob/main/proto/api_v2/model.proto
 */
export const jaegerProtoJson: TraceFormat = {
  name: 'jaeger_proto_json',
  title: 'Jaeger protobuf JSON',
  recognises: (head) => {
    const spans = spansIn(head.values)
    return spans.alone.some(isSpan) || spans.wrapped.some(isSpan)
  },
  decoder: ({ head, builder, problems }) => {
    const shape = spansIn(head.values).alone.some(isSpan) ? spansAlone : documentOf
    return new JsonWalker(shape(builder, problems), builder, problems, head.isJsonLines)
  },
}

function isSpan(value: Sketch): boolean {
  if (!isObject(value)) return false
  const named = value.has('operationName') || value.has('operation_name')
  const inTrace = value.has('traceId') || value.has('trace_id') || value.has('traceIdLow')
  return named && inTrace && (value.has('spanId') || value.has('span_id'))
}

/** What may be spans among the first values: those at the top and in lists, and those within an object’s `spans`. */
function spansIn(values: Sketch[]): { alone: Sketch[]; wrapped: Sketch[] } {
  const alone = values.flatMap((value) => (Array.isArray(value) ? value.slice(0, 3) : [value]))
  let objects = alone.filter(isObject)
  const wrapped: Sketch[] = []
  for (let depth = 0; depth < MOST_WRAPPERS && objects.length > 0; depth++) {
    wrapped.push(...objects.flatMap((object) => elementsOf(object.get('spans')).slice(0, 3)))
    objects = objects
      .flatMap((object) => WRAPPERS.map((name) => object.get(name)))
      .flatMap((value) => (Array.isArray(value) ? value.slice(0, 3) : [value]))
      .filter(isObject)
  }
  return { alone, wrapped }
}

function spansAlone(builder: SpanBatchBuilder): JsonShape {
  const spans = new JaegerSpans(builder, protoModel, new Processes(protoModel))
  const span = spanShape(spans)
  return { ...span, elements: span }
}

function documentOf(builder: SpanBatchBuilder, problems: DecodeProblems): JsonShape {
  const processes = new Processes(protoModel)
  const spans = new JaegerSpans(builder, protoModel, processes)
  const wrapped: JsonShape = { what: 'a batch of spans' }
  const document: JsonShape = {
    what: 'a document',
    fields: {
      names: new FieldNames(['spans', 'process', ['processMap', 'process_map'], 'warnings', ...WRAPPERS]),
      values: [
        { what: 'the spans', elements: spanShape(spans) },
        { what: 'the process', read: (reader) => processes.readCommon(reader) },
        { what: 'the processes', elements: { what: 'a process', read: (reader) => processes.readEntry(reader) } },
        { what: 'the warnings of a trace', read: (reader) => readTraceWarnings(reader, problems) },
        ...WRAPPERS.map(() => wrapped),
      ],
    },
    enter: () => processes.begin(),
    leave: () => processes.settle(),
  }
  Object.assign(wrapped, document, { what: 'a batch of spans', elements: document })
  return { ...document, elements: document }
}
