import type { SketchObject } from '../sketchJson'
import type { TraceFormat } from '../TraceFormat'
import { elasticDecoder } from './elastic/elasticDecoder'
import { elasticDocuments } from './elastic/elasticShape'
import { otherDocument } from './elastic/spansOr'
import { JaegerSpans } from './jaeger/JaegerSpans'
import { Processes } from './jaeger/Processes'
import { elasticModel } from './jaeger/uiModel'

const JAEGER_INDEX = /jaeger-(span|service|dependencies)/
const LEFT_OUT = [
  otherDocument(
    ['dependencies'],
    'dependencies_left_out',
    'Jaeger’s stored service dependencies, which are no spans, are left out',
  ),
  otherDocument(
    ['serviceName', 'operationName'],
    'services_left_out',
    'Jaeger’s stored names of services and operations, which are no spans, are left out',
  ),
]

/**
 * Spans as Jaeger stores them in Elasticsearch and OpenSearch, each a document with its process: dumps, bulk bodies,
 * search answers, and documents alone. What Jaeger derives from spans (`jaeger-service-*`, `jaeger-dependencies-*`) is
 * left out.
 * https://github.com/jaegertracing/jaeger/blob/main/internal/storage/elasticsearch/dbmodel/model.go
 */
export const jaegerElastic: TraceFormat = {
  name: 'jaeger_elasticsearch',
  title: 'Jaeger’s spans in Elasticsearch',
  recognises: (head) => {
    const { documents, indices } = elasticDocuments(head)
    return documents.some(isSpan) || indices.some((index) => JAEGER_INDEX.test(index))
  },
  decoder: (context) => {
    const spans = new JaegerSpans(context.builder, elasticModel, new Processes(elasticModel))
    return elasticDecoder(spans, LEFT_OUT, context)
  },
}

function isSpan(document: SketchObject): boolean {
  return document.has('traceID') && document.has('spanID') && !document.has('spans')
}
