import type { SketchObject } from '../sketchJson'
import type { TraceFormat } from '../TraceFormat'
import { elasticDecoder } from './elastic/elasticDecoder'
import { elasticDocuments } from './elastic/elasticShape'
import { otherDocument } from './elastic/spansOr'
import { OpenSearchSpans } from './opensearch/OpenSearchSpans'

const LEFT_OUT = [
  otherDocument(
    ['hashId', 'serviceName'],
    'service_map_left_out',
    'Data Prepper’s map of services, which holds no spans, is left out',
  ),
]

/**
 * Spans as documents of OpenSearch and Elasticsearch: those of Data Prepper, flat or nested, and those of
 * OpenTelemetry's own mapping. Data Prepper's map of services is left out.
 * https://github.com/opensearch-project/data-prepper/blob/main/docs/schemas/trace-analytics/otel-v1-apm-span-index-template.md
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/elasticsearchexporter
 */
export const opensearchSpans: TraceFormat = {
  name: 'opensearch_spans',
  title: 'spans in OpenSearch',
  recognises: (head) => elasticDocuments(head).documents.some(isSpan),
  decoder: (context) => elasticDecoder(new OpenSearchSpans(context.builder), LEFT_OUT, context),
}

function isSpan(document: SketchObject): boolean {
  const has = (...names: string[]): boolean => names.every((name) => document.has(name))
  if (has('traceId', 'spanId')) return has('durationInNanos') || has('startTime', 'endTime', 'name')
  return has('trace_id', 'span_id', '@timestamp', 'name') && (has('resource') || has('scope') || has('data_stream'))
}
