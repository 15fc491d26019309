import type { DecodeProblems } from '../DecodeProblems'
import { FieldNames } from '../json/FieldNames'
import type { JsonShape } from '../json/JsonShape'
import { JsonWalker } from '../json/JsonWalker'
import { elementsOf, isObject, type Sketch } from '../sketchJson'
import type { SpanBatchBuilder } from '../SpanBatchBuilder'
import type { TraceFormat } from '../TraceFormat'
import { JaegerSpans, spanShape } from './jaeger/JaegerSpans'
import { Processes } from './jaeger/Processes'
import { readTraceWarnings } from './jaeger/readTraceWarnings'
import { uiModel } from './jaeger/uiModel'

/**
 * Jaeger's UI model, as its UI downloads it and its HTTP API answers: `{"data":[trace …]}`, a list of traces, one
 * trace, and JSON lines of these; also as the UI holds it in memory, which is the same with derived fields. Not its
 * protobuf's JSON form, and not what it stores in Elasticsearch.
 * https://github.com/jaegertracing/jaeger/blob/main/internal/uimodel/model.go
 */
export const jaegerJson: TraceFormat = {
  name: 'jaeger_json',
  title: 'Jaeger JSON',
  recognises: (head) => head.values.some(isJaeger),
  decoder: ({ head, builder, problems }) =>
    new JsonWalker(documentOf(builder, problems), builder, problems, head.isJsonLines),
}

function isJaeger(value: Sketch): boolean {
  if (Array.isArray(value)) return value.some(isTrace)
  if (!isObject(value)) return false
  const data = value.get('data')
  if (Array.isArray(data) && data.length === 0) return value.has('errors') && value.has('limit')
  return isTrace(value) || elementsOf(data).some(isTrace) || (data !== undefined && isTrace(data))
}

function isTrace(value: Sketch): boolean {
  if (!isObject(value)) return false
  // Processes may come first, and so many that the head ends within them.
  const processes = value.get('processes')
  if (!value.has('spans') && isObject(processes)) return [...processes.values()].some(isProcess)
  if (!Array.isArray(value.get('spans'))) return false
  const [first] = elementsOf(value.get('spans'))
  if (first === undefined) return value.has('traceID')
  return isObject(first) && (first.has('spanID') || (first.has('traceID') && !first.has('spanId')))
}

function isProcess(value: Sketch): boolean {
  return isObject(value) && value.has('serviceName')
}

function documentOf(builder: SpanBatchBuilder, problems: DecodeProblems): JsonShape {
  const processes = new Processes(uiModel)
  const spans = new JaegerSpans(builder, uiModel, processes)
  const data: JsonShape = { what: 'the traces' }
  const trace: JsonShape = {
    what: 'a trace',
    fields: {
      names: new FieldNames(['spans', 'processes', 'warnings', 'data', 'traceID']),
      values: [
        { what: 'the spans', elements: spanShape(spans) },
        { what: 'the processes', read: (reader) => processes.readAll(reader) },
        { what: 'the warnings of a trace', read: (reader) => readTraceWarnings(reader, problems) },
        data,
        { what: 'a trace id', skipped: () => {} },
      ],
    },
    enter: () => processes.begin(),
    leave: () => processes.settle(),
  }
  Object.assign(data, trace, { elements: trace, splits: true })
  return { ...trace, what: 'a document', elements: trace, splits: true }
}
