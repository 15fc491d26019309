import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const SPANS_PER_LINE = 1_000
/** Children of each span. */
const FAN_OUT = 8
const START = 1_735_689_600_000_000_000n
const TRACE_ID = '0f0000000000000000000000000000f1'

/** Writes one trace of many spans as OTLP JSON lines: eight services, eight children below each span. */
export async function writeWideTrace(path: string, spanCount: number): Promise<void> {
  await pipeline(Readable.from(lines(spanCount)), createWriteStream(path))
}

function* lines(spanCount: number): Generator<string> {
  for (let first = 0; first < spanCount; first += SPANS_PER_LINE) {
    const resourceSpans = Array.from({ length: Math.min(SPANS_PER_LINE, spanCount - first) }, (_, place) =>
      resourceSpan(first + place),
    )
    yield `${JSON.stringify({ resourceSpans })}\n`
  }
}

function resourceSpan(number: number) {
  const start = START + BigInt(number) * 10_000n
  const span = {
    traceId: TRACE_ID,
    spanId: spanId(number),
    ...(number > 0 && { parentSpanId: spanId(Math.floor((number - 1) / FAN_OUT)) }),
    name: `step ${number % 40}`,
    kind: 1 + (number % 5),
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + 5_000_000n),
    status: { code: number % 997 === 0 ? 2 : 0 },
  }
  const name = { key: 'service.name', value: { stringValue: `service ${number % 8}` } }
  return { resource: { attributes: [name] }, scopeSpans: [{ spans: [span] }] }
}

function spanId(number: number): string {
  return (number + 1).toString(16).padStart(16, '0')
}
