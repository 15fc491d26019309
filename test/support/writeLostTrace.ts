import { writeFile } from 'node:fs/promises'

const START = 1_735_689_600_000_000_000n
export const LOST_TRACE_ID = '0f0000000000000000000000000000f7'
/** Parents that are named and not there. */
export const LOST_PARENTS = ['beef00000000beef', 'cafe00000000cafe']
export const DEEP_SPANS = 60
export const LOST_SPANS = DEEP_SPANS + 44

/**
 * Writes a trace of which spans got lost, as OTLP JSON: a root, under it a chain of 60 spans, each of the shop; then two
 * spans that name the same missing parent, between them in time one that names another, and 40 spans below the last.
 */
export async function writeLostTrace(path: string): Promise<void> {
  const [beef = '', cafe = ''] = LOST_PARENTS
  const spans = [span(0, '', 'GET /orders', 0, 900)]
  for (let depth = 1; depth <= DEEP_SPANS; depth++) {
    spans.push(span(depth, lostSpanId(depth - 1), `step ${depth}`, depth, 900 - depth))
  }
  spans.push(span(100, beef, 'lost read', 100, 300))
  spans.push(span(101, cafe, 'lost mail', 150, 200))
  spans.push(span(102, beef, 'lost write', 400, 700))
  for (let call = 0; call < 40; call++) {
    spans.push(span(103 + call, lostSpanId(102), `call ${call}`, 410 + call, 411 + call))
  }
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] }
  await writeFile(path, JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }))
}

/** The id of a span by its number in the order of writing. */
export function lostSpanId(number: number): string {
  return (number + 1).toString(16).padStart(16, '0')
}

/** `from` and `to` are milliseconds. */
function span(number: number, parentSpanId: string, name: string, from: number, to: number) {
  return {
    traceId: LOST_TRACE_ID,
    spanId: lostSpanId(number),
    ...(parentSpanId && { parentSpanId }),
    name,
    kind: 1,
    startTimeUnixNano: String(START + BigInt(from) * 1_000_000n),
    endTimeUnixNano: String(START + BigInt(to) * 1_000_000n),
  }
}
