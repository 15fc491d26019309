import { sampleLines, type SampleOptions } from '../../main/sample/sampleLines'

interface OtlpValue {
  stringValue?: string
  intValue?: string
  doubleValue?: number
  boolValue?: boolean
}
interface OtlpAttribute {
  key: string
  value: OtlpValue
}
interface OtlpSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: OtlpAttribute[]
  events?: { name: string; attributes: OtlpAttribute[] }[]
  links?: { traceId: string; spanId: string }[]
  status: { code?: number; message?: string }
}
interface OtlpRequest {
  resourceSpans: {
    resource: { attributes: OtlpAttribute[] }
    scopeSpans: { scope: { name: string }; spans: OtlpSpan[] }[]
  }[]
}

export interface ReadSpan extends Omit<OtlpSpan, 'attributes'> {
  line: number
  service: string
  resource: Map<string, unknown>
  attributes: Map<string, unknown>
  start: bigint
  end: bigint
}

/** The spans of a generated sample as a reader of its JSON sees them, in the order of the file. */
export function* sampleSpans(options?: SampleOptions): Generator<ReadSpan> {
  let line = 0
  for (const text of sampleLines(options)) {
    line++
    const request: OtlpRequest = JSON.parse(text)
    for (const { resource, scopeSpans } of request.resourceSpans) {
      const described = mapOf(resource.attributes)
      const service = String(described.get('service.name'))
      for (const { spans } of scopeSpans) {
        for (const span of spans) {
          yield {
            ...span,
            line,
            service,
            resource: described,
            attributes: mapOf(span.attributes),
            start: BigInt(span.startTimeUnixNano),
            end: BigInt(span.endTimeUnixNano),
          }
        }
      }
    }
  }
}

function mapOf(attributes: readonly OtlpAttribute[]): Map<string, unknown> {
  return new Map(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ?? value.boolValue ?? value.doubleValue ?? (value.intValue && BigInt(value.intValue)),
    ]),
  )
}
