import { shopBlocks } from './shopBatches.ts'
import { SHOP_SERVICES, scatter, shopTime, type ShopSpan } from './shopSpans.ts'
import { writePieces } from './writePieces.ts'

/** The spans of so many traces are mixed up: those of one are far from each other. */
const TRACES_AT_ONCE = 400
const SPANS_PER_LINE = 60

/**
 * Writes spans as OTLP JSON that is hard on a decoder: interleaved traces, over sixty attribute keys of all types,
 * escapes and text outside ASCII, arrays and maps, events with stack traces, links, errors.
 */
export function writeVariedLines(path: string, spanCount: number): Promise<void> {
  return writePieces(path, lines(spanCount))
}

function* lines(spanCount: number): Generator<string> {
  for (const spans of shopBlocks(spanCount, TRACES_AT_ONCE)) yield* mixedLines(spans)
}

function* mixedLines(spans: ShopSpan[]): Generator<string> {
  const mixed = spans.toSorted((a, b) => scatter(a.number, 20) - scatter(b.number, 20))
  for (let first = 0; first < mixed.length; first += SPANS_PER_LINE) {
    const ofLine = mixed.slice(first, first + SPANS_PER_LINE)
    const resourceSpans = SHOP_SERVICES.map((name, service) => ({
      resource: {
        attributes: [attribute('service.name', `${name} ☕`), attribute('k8s.pod.ip', `10.1.${first % 9}.7`)],
      },
      scopeSpans: [
        { scope: { name: `scope/${name}` }, spans: ofLine.filter((span) => span.service === service).map(otlpSpan) },
      ],
    }))
    yield `${JSON.stringify({ resourceSpans })}\n`
  }
}

function otlpSpan(span: ShopSpan): object {
  const { number, traceId, spanId, parentSpanId, name, kind, start, end, isError } = span
  const count = 4 + (scatter(number, 21) % 10)
  return {
    traceId,
    spanId,
    ...(parentSpanId !== '' && { parentSpanId }),
    ...(number % 7 === 0 && { traceState: `vendor=${spanId}` }),
    name: number % 5 === 0 ? `${name} “größe” ${number % 40}` : name,
    kind,
    startTimeUnixNano: shopTime(start),
    endTimeUnixNano: shopTime(end),
    attributes: Array.from({ length: count }, (_, index) => variedAttribute(scatter(number, 22 + index), index)),
    ...(number % 6 === 0 && { events: events(span) }),
    ...(number % 25 === 0 && { links: [{ traceId: spanId + spanId, spanId, attributes: [] }] }),
    status: isError ? { code: 2, message: 'deadline "exceeded"\n\tat stock' } : {},
  }
}

function events({ number, start, end, isError }: ShopSpan): object[] {
  if (!isError)
    return [{ timeUnixNano: shopTime(start + 10), name: 'queued', attributes: [attribute('depth', number)] }]
  const stack = Array.from({ length: 8 }, (_, frame) => `\tat Größe.rechne("x\\${frame}") [строка ${number}]`).join(
    '\n',
  )
  const attributes = [attribute('exception.type', 'TimeoutError'), attribute('exception.stacktrace', stack)]
  return [{ timeUnixNano: shopTime(end), name: 'exception', attributes }]
}

const WORDS = [
  'naïve',
  '购物车',
  'a\\b',
  'say "hi"',
  'línea\nnueva',
  'tab\there',
  '😀 ok',
  'plain',
  'SELECT *\nFROM t',
  '',
]

/** One of 65 attributes; those of one span differ by `index`. */
function variedAttribute(random: number, index: number): object {
  const key = (random % 5) * 13 + index
  const word = WORDS[random % WORDS.length] ?? ''
  const name = `app.group${key % 7}.key_${key}`
  switch (key % 8) {
    case 0:
      return { key: name, value: { intValue: String(random) } }
    case 1:
      return { key: name, value: { doubleValue: random / 977 } }
    case 2:
      return { key: name, value: { boolValue: random % 2 === 0 } }
    case 3:
      return { key: name, value: { arrayValue: { values: [{ stringValue: word }, { intValue: '7' }] } } }
    case 4:
      return { key: name, value: { kvlistValue: { values: [attribute('in', word), attribute('at', random % 9)] } } }
    default:
      return attribute(name, `${word} ${random % 3_000}`)
  }
}

function attribute(key: string, value: string | number): object {
  return { key, value: typeof value === 'string' ? { stringValue: value } : { intValue: String(value) } }
}
