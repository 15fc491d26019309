import { elementsOf, isObject, type Sketch } from '../../sketchJson'

/** Fields which only version 2 has. */
const ONLY_V2 = ['kind', 'localEndpoint', 'remoteEndpoint', 'tags', 'shared']

/** The spans among the first values of a file, of either version. */
export function zipkinSpans(values: Sketch[]): Sketch[] {
  return values
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter((value) => isObject(value) && value.has('traceId') && value.has('id') && !value.has('spanId'))
}

/** Whether the first of these spans that shows its version is one of version 1. */
export function areZipkinV1(spans: Sketch[]): boolean {
  return spans.map(versionOf).find((version) => version !== null) === 1
}

/** Version 1 has an endpoint at each annotation instead of one for the span. */
function versionOf(span: Sketch): 1 | 2 | null {
  if (!isObject(span)) return null
  if (ONLY_V2.some((field) => span.has(field))) return 2
  const hasEndpoint = (annotation: Sketch) => isObject(annotation) && annotation.has('endpoint')
  return span.has('binaryAnnotations') || elementsOf(span.get('annotations')).some(hasEndpoint) ? 1 : null
}
