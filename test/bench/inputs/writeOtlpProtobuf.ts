import { BackwardMessage } from './BackwardMessage.ts'
import { resourceAttributes, SHOP_SCOPE, shopAttributes, type ShopAttribute } from './shopAttributes.ts'
import { shopBatches, type ShopBatch } from './shopBatches.ts'
import { SHOP_START_SECONDS, type ShopSpan } from './shopSpans.ts'
import { writePieces } from './writePieces.ts'

const MOST_REQUEST_BYTES = 1 << 20

/** Writes what `writeOtlpLines` writes as protobuf requests, each behind four bytes of length. */
export function writeOtlpProtobuf(path: string, spanCount: number): Promise<void> {
  return writePieces(path, requests(spanCount))
}

function* requests(spanCount: number): Generator<Uint8Array> {
  const message = new BackwardMessage(MOST_REQUEST_BYTES)
  for (const batch of shopBatches(spanCount)) {
    message.clear()
    writeRequest(message, batch)
    message.lengthPrefix()
    yield message.written
  }
}

function writeRequest(message: BackwardMessage, batch: ShopBatch): void {
  for (const { service, spans } of batch.toReversed()) {
    const end = message.start
    for (const span of spans.toReversed()) writeSpan(message, span)
    const scopeEnd = message.start
    message.text(2, SHOP_SCOPE.version)
    message.text(1, SHOP_SCOPE.name)
    message.wrap(1, scopeEnd)
    message.wrap(2, end)
    const resourceEnd = message.start
    for (const [key, value] of resourceAttributes(service).toReversed())
      writeAttribute(message, 1, [key, value, 'string'])
    message.wrap(1, resourceEnd)
    message.wrap(1, end)
  }
}

function writeSpan(message: BackwardMessage, span: ShopSpan): void {
  const end = message.start
  message.fixed32(16, 257)
  if (span.isError) {
    const statusEnd = message.start
    message.integer(3, 2)
    message.text(2, 'timeout')
    message.wrap(15, statusEnd)
  }
  for (const attribute of shopAttributes(span).toReversed()) writeAttribute(message, 9, attribute)
  message.fixed64(8, unixNanoseconds(span.end))
  message.fixed64(7, unixNanoseconds(span.start))
  message.integer(6, span.kind)
  message.text(5, span.name)
  if (span.parentSpanId !== '') message.hexBytes(4, span.parentSpanId)
  message.hexBytes(2, span.spanId)
  message.hexBytes(1, span.traceId)
  message.wrap(2, end)
}

function writeAttribute(message: BackwardMessage, field: number, [key, value, type]: ShopAttribute): void {
  const end = message.start
  if (typeof value === 'string') message.text(1, value)
  else if (type === 'int') message.integer(3, value)
  else message.double(4, value)
  message.wrap(2, end)
  message.text(1, key)
  message.wrap(field, end)
}

function unixNanoseconds(offset: number): bigint {
  return BigInt(SHOP_START_SECONDS) * 1_000_000_000n + BigInt(offset)
}
