import { writeFile } from 'node:fs/promises'

const START = 1_735_689_600_000_000_000n
export const LOOP_TRACE_ID = '0f0000000000000000000000000000f2'
/** Rounds of the loop, and the one whose query fails. */
export const LOOP_ROUNDS = 120
export const FAILED_ROUND = 77

/**
 * Writes a trace as a loop leaves it, as OTLP JSON: `list orders` asks `GET price` of another service 120 times, one
 * after the other, and each of them asks the database once. Two hours after that one late span follows.
 */
export async function writeLoopTrace(path: string): Promise<void> {
  const spans = [span(0, null, 'shop', 'list orders', 2, 0, 700)]
  for (let round = 0; round < LOOP_ROUNDS; round++) {
    const start = 10 + round * 5
    const failed = round === FAILED_ROUND
    spans.push(span(1 + round * 2, 0, 'shop', 'GET price', 3, start, start + 4))
    spans.push(span(2 + round * 2, 1 + round * 2, 'price', 'SELECT price', 3, start + 1, start + 3, failed))
  }
  spans.push(span(1 + LOOP_ROUNDS * 2, 0, 'bank', 'charge', 2, 620, 690))
  spans.push(span(2 + LOOP_ROUNDS * 2, 0, 'mail', 'send receipt', 5, 7_200_000, 7_200_400))
  await writeFile(path, JSON.stringify({ resourceSpans: spans }))
}

/** The id of a span by its number in the order of writing. */
export function loopSpanId(number: number): string {
  return (number + 1).toString(16).padStart(16, '0')
}

/** `from` and `to` are milliseconds. */
function span(
  number: number,
  parent: number | null,
  service: string,
  name: string,
  kind: number,
  from: number,
  to: number,
  failed = false,
) {
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: service } }] }
  return {
    resource,
    scopeSpans: [
      {
        spans: [
          {
            traceId: LOOP_TRACE_ID,
            spanId: loopSpanId(number),
            ...(parent !== null && { parentSpanId: loopSpanId(parent) }),
            name,
            kind,
            startTimeUnixNano: String(START + BigInt(from) * 1_000_000n),
            endTimeUnixNano: String(START + BigInt(to) * 1_000_000n),
            status: { code: failed ? 2 : 0 },
          },
        ],
      },
    ],
  }
}
