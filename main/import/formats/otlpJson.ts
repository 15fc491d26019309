import { JsonWalker } from '../json/JsonWalker'
import type { TraceFormat } from '../TraceFormat'
import { contextSpans } from './console/contextSpans'
import { OtlpDocument } from './otlp/OtlpDocument'
import { isOtlp } from './otlp/recogniseOtlp'

/**
 * OTLP in its JSON form: `TracesData`, `LogsData` and export requests, as documents, JSON lines and lists, bare or wrapped
 * as Jaeger's, Tempo's and Grafana's downloads are. Also as protobuf's own JSON (ids in base64, enumerations by name), in
 * snake case, and as Go's structs write themselves out. Metrics and profiles are counted, not read.
 * https://github.com/open-telemetry/opentelemetry-proto/blob/main/docs/specification.md#json-protobuf-encoding
 */
export const otlpJson: TraceFormat = {
  name: 'otlp_json',
  title: 'OTLP JSON',
  // Between its spans Python's console exporter prints metrics that are OTLP.
  recognises: (head) => head.values.some(isOtlp) && contextSpans(head.values).length === 0,
  decoder: ({ head, builder, problems }) => {
    return new JsonWalker(new OtlpDocument(builder, problems).root, builder, problems, head.isJsonLines)
  },
}
