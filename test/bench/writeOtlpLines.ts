import { once } from 'node:events'
import { createWriteStream } from 'node:fs'

const SPANS_PER_TRACE = 10
const SPANS_PER_LINE = 10
const START = 1_700_000_000_000_000_000n

/**
 * Writes an OTLP export of JSON lines: traces of ten spans from eight services, eight attributes per
 * span, a tenth of them errors. The same `spanCount` gives the same bytes.
 */
export async function writeOtlpLines(path: string, spanCount: number): Promise<void> {
  const out = createWriteStream(path, { highWaterMark: 1 << 22 })
  for (let first = 0; first < spanCount; first += SPANS_PER_LINE) {
    if (!out.write(line(first, Math.min(SPANS_PER_LINE, spanCount - first)))) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
}

function line(first: number, count: number): string {
  const service = (first / SPANS_PER_LINE) % 8
  const spans = Array.from({ length: count }, (_, index) => span(first + index)).join(',')
  const resource = `{"attributes":[{"key":"service.name","value":{"stringValue":"service-${service}"}},{"key":"host.name","value":{"stringValue":"host-${service}"}},{"key":"telemetry.sdk.language","value":{"stringValue":"nodejs"}}]}`
  return `{"resourceSpans":[{"resource":${resource},"scopeSpans":[{"scope":{"name":"http","version":"1.2.3"},"spans":[${spans}]}]}]}\n`
}

function span(number: number): string {
  const within = number % SPANS_PER_TRACE
  const trace = (number - within) / SPANS_PER_TRACE
  const traceStart = START + BigInt(trace) * 1_000_000n
  const start = traceStart + BigInt(within) * 1_000n
  const end = traceStart + 500_000n - BigInt(within) * 1_000n + BigInt(number % 97)
  const parent = within === 0 ? '' : `"parentSpanId":"${spanId(trace * SPANS_PER_TRACE + ((within - 1) >> 1))}",`
  const status = number % 10 === 9 ? '{"code":2,"message":"timeout"}' : '{}'
  return `{"traceId":"${scatter(trace + 1)}${hex(trace + 1)}","spanId":"${spanId(number)}",${parent}"name":"operation-${number % 60}","kind":${(within % 3) + 1},"startTimeUnixNano":"${start}","endTimeUnixNano":"${end}","attributes":[${attributes(number)}],"status":${status}}`
}

function attributes(number: number): string {
  const text = (key: string, value: string) => `{"key":"${key}","value":{"stringValue":"${value}"}}`
  const integer = (key: string, value: number) => `{"key":"${key}","value":{"intValue":"${value}"}}`
  return [
    text('http.request.method', number % 4 === 0 ? 'POST' : 'GET'),
    text('url.path', `/api/v1/resource/${number % 5_000}`),
    integer('http.response.status_code', number % 10 === 9 ? 500 : 200),
    text('server.address', `10.0.${number % 200}.${number % 250}`),
    integer('server.port', 8080),
    text('user_agent.original', 'Mozilla/5.0 (X11; Linux x86_64) bench'),
    text('app.customer', `customer-${number % 10_000}`),
    `{"key":"app.price","value":{"doubleValue":${(number % 1_000) / 8}}}`,
  ].join(',')
}

function spanId(number: number): string {
  return scatter(number)
}

/** Sixteen digits that look random and differ for every number below 2^32. */
function scatter(number: number): string {
  return hex(Math.imul(number, 0x9e3779b1) >>> 0).slice(8) + hex(number ^ 0x5bd1e995).slice(8)
}

function hex(number: number): string {
  return (number >>> 0).toString(16).padStart(16, '0')
}
