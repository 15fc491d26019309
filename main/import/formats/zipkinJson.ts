import { JsonWalker } from '../json/JsonWalker'
import type { TraceFormat } from '../TraceFormat'
import { areZipkinV1, zipkinSpans } from './zipkin/recognise'
import { zipkinShape } from './zipkin/ZipkinRecords'

/**
 * Zipkin's v2 JSON: a list of spans, a list of traces (lists of spans), single spans, and JSON lines of these.
 * https://github.com/openzipkin/zipkin-api/blob/master/zipkin2-api.yaml
 */
export const zipkinJson: TraceFormat = {
  name: 'zipkin_json',
  title: 'Zipkin v2 JSON',
  recognises: (head) => {
    const spans = zipkinSpans(head.values)
    return spans.length > 0 && !areZipkinV1(spans)
  },
  decoder: ({ head, builder, problems }) =>
    new JsonWalker(zipkinShape(builder, problems, false), builder, problems, head.isJsonLines),
}
