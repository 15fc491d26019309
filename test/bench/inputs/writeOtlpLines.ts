import { resourceAttributes, SHOP_SCOPE, shopAttributes } from './shopAttributes.ts'
import { shopBatches, type ShopBatch } from './shopBatches.ts'
import { SHOP_SERVICES, shopTime, type ShopSpan } from './shopSpans.ts'
import { writePieces } from './writePieces.ts'

/** Writes the first `spanCount` spans of the shop as OTLP JSON, a request of about eighty spans a line. */
export function writeOtlpLines(path: string, spanCount: number): Promise<void> {
  return writePieces(path, lines(spanCount))
}

function* lines(spanCount: number): Generator<string> {
  for (const batch of shopBatches(spanCount)) yield line(batch)
}

const resources = SHOP_SERVICES.map((_, service) => {
  const attributes = resourceAttributes(service).map(([key, value]) => ({ key, value: { stringValue: value } }))
  return JSON.stringify({ attributes })
})
const scope = JSON.stringify(SHOP_SCOPE)

function line(batch: ShopBatch): string {
  const resourceSpans = batch.map(
    ({ service, spans }) =>
      `{"resource":${resources[service]},"scopeSpans":[{"scope":${scope},"spans":[${spans.map(spanText).join(',')}]}]}`,
  )
  return `{"resourceSpans":[${resourceSpans.join(',')}]}\n`
}

function spanText(span: ShopSpan): string {
  const { traceId, spanId, parentSpanId, name, kind, start, end, isError } = span
  const parent = parentSpanId === '' ? '' : `"parentSpanId":"${parentSpanId}",`
  const attributes = shopAttributes(span).map(([key, value, type]) =>
    type === 'double'
      ? `{"key":"${key}","value":{"doubleValue":${value}}}`
      : `{"key":"${key}","value":{"${type}Value":"${value}"}}`,
  )
  const status = isError ? '{"code":2,"message":"timeout"}' : '{}'
  return `{"traceId":"${traceId}","spanId":"${spanId}",${parent}"name":"${name}","kind":${kind},"startTimeUnixNano":"${shopTime(start)}","endTimeUnixNano":"${shopTime(end)}","attributes":[${attributes.join(',')}],"droppedAttributesCount":0,"events":[],"status":${status},"flags":257}`
}
