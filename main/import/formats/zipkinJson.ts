import type { JsonShape } from '../json/JsonShape'
import { JsonWalker } from '../json/JsonWalker'
import { elementsOf, isObject, type Sketch } from '../sketchJson'
import type { SpanBatchBuilder } from '../SpanBatchBuilder'
import type { TraceFormat } from '../TraceFormat'
import { ZipkinSpans } from './zipkin/ZipkinSpans'

/**
 * Zipkin's v2 JSON: a list of spans, a list of traces (lists of spans), single spans, and JSON lines of these.
 * https://github.com/openzipkin/zipkin-api/blob/master/zipkin2-api.yaml
 */
export const zipkinJson: TraceFormat = {
  name: 'zipkin_json',
  title: 'Zipkin v2 JSON',
  recognises: (head) => {
    const spans = zipkinSpans(head.values)
    return spans.length > 0 && !spans.some(isZipkinV1)
  },
  decoder: ({ head, builder, problems }) => new JsonWalker(shapeOf(builder), builder, problems, head.isJsonLines),
}

/** The spans among the first values of a file, of either version. */
export function zipkinSpans(values: Sketch[]): Sketch[] {
  return values
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter((value) => isObject(value) && value.has('traceId') && value.has('id') && !value.has('spanId'))
}

/** Version 1 has an endpoint at each annotation instead of one for the span. */
export function isZipkinV1(span: Sketch): boolean {
  if (!isObject(span)) return false
  if (span.has('binaryAnnotations')) return true
  return elementsOf(span.get('annotations')).some((annotation) => isObject(annotation) && annotation.has('endpoint'))
}

function shapeOf(builder: SpanBatchBuilder): JsonShape {
  const spans = new ZipkinSpans(builder)
  const span: JsonShape = { what: 'a span', record: true, read: (reader) => spans.read(reader) }
  return { ...span, elements: { ...span, elements: span } }
}
