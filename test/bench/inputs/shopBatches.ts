import { SHOP_SERVICES, shopTraces, type ShopSpan } from './shopSpans.ts'

const TRACES_AT_ONCE = 16
/** Requests over which the spans of a trace are spread, as the batches of its services' exporters spread them. */
const REQUESTS_AT_ONCE = 3

/** What exporters send at once: the spans of each service, about eighty together. */
export type ShopBatch = { service: number; spans: ShopSpan[] }[]

/** The first `spanCount` spans of the shop as exporters batch them. */
export function* shopBatches(spanCount: number): Generator<ShopBatch> {
  for (const spans of shopBlocks(spanCount, TRACES_AT_ONCE)) {
    for (let request = 0; request < REQUESTS_AT_ONCE; request++) {
      const ofRequest = spans.filter(({ number }) => number % REQUESTS_AT_ONCE === request)
      const batch = SHOP_SERVICES.map((_, service) => ({
        service,
        spans: ofRequest.filter((span) => span.service === service),
      }))
      if (ofRequest.length > 0) yield batch.filter((of) => of.spans.length > 0)
    }
  }
}

/** The spans of so many traces together, again and again. */
export function* shopBlocks(spanCount: number, traceCount: number): Generator<ShopSpan[]> {
  let block: ShopSpan[] = []
  let traces = 0
  for (const spans of shopTraces(spanCount)) {
    block.push(...spans)
    if (++traces % traceCount > 0) continue
    yield block
    block = []
  }
  if (block.length > 0) yield block
}
