import { JsonWalker } from '../json/JsonWalker'
import type { SketchObject } from '../sketchJson'
import type { TraceFormat } from '../TraceFormat'
import { elasticDocuments, elasticShape } from './elastic/elasticShape'
import { otherDocument, spansOr } from './elastic/spansOr'
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
  decoder: ({ head, builder, problems }) => {
    const spans = new JaegerSpans(builder, elasticModel, new Processes(elasticModel))
    return new JsonWalker(
      elasticShape(head, spansOr(spans, LEFT_OUT, builder, problems)),
      builder,
      problems,
      head.isJsonLines,
    )
  },
}

function isSpan(document: SketchObject): boolean {
  return document.has('traceID') && document.has('spanID') && !document.has('spans')
}
