import { JsonWalker } from '../json/JsonWalker'
import type { TraceFormat } from '../TraceFormat'
import { areZipkinV1, zipkinSpans } from './zipkin/recognise'
import { zipkinShape } from './zipkin/ZipkinRecords'

/**
 * Zipkin's v1 JSON, in the shapes of v2: a span is what its annotations say, each with an endpoint of its own. One
 * that holds several sides of a call becomes a span for each, which count as records of their own.
 * https://github.com/openzipkin/zipkin-api/blob/master/zipkin-api.yaml
 */
export const zipkinV1Json: TraceFormat = {
  name: 'zipkin_v1_json',
  title: 'Zipkin v1 JSON',
  recognises: (head) => areZipkinV1(zipkinSpans(head.values)),
  decoder: ({ head, builder, problems }) =>
    new JsonWalker(zipkinShape(builder, problems, true), builder, problems, head.isJsonLines),
}
