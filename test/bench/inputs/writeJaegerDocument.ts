import { SHOP_SERVICES, SHOP_START_SECONDS, scatter, shopTraces, type ShopSpan } from './shopSpans.ts'
import { writePieces } from './writePieces.ts'

/** Traces whose roots hang below the root of one, where all are made one trace. */
const FAN_OUT = 8

/**
 * Writes the shop's spans as Jaeger's API does: one document, the processes of a trace behind its spans. With
 * `asOneTrace` all of them are one trace.
 */
export function writeJaegerDocument(path: string, spanCount: number, asOneTrace = false): Promise<void> {
  return writePieces(path, pieces(asOneTrace ? oneTrace(spanCount) : shopTraces(spanCount)))
}

function* oneTrace(spanCount: number): Generator<ShopSpan[]> {
  const roots: string[] = []
  const traceId = '00c0ffee00c0ffee'
  for (const spans of shopTraces(spanCount)) {
    yield spans.map((span) => {
      if (span.parentSpanId !== '') return { ...span, traceId }
      roots.push(span.spanId)
      return { ...span, traceId, parentSpanId: roots[Math.ceil((span.trace - FAN_OUT) / FAN_OUT)] ?? '' }
    })
  }
}

function* pieces(traceParts: Iterable<ShopSpan[]>): Generator<string> {
  let traceId = ''
  let services = new Set<number>()
  for (const part of traceParts) {
    const isNext = part[0]?.traceId !== traceId
    if (isNext) {
      yield traceId === '' ? '{"data":[' : `${processesText(services)},`
      traceId = part[0]?.traceId ?? ''
      services = new Set()
    }
    for (const { service } of part) services.add(service)
    yield `${isNext ? `{"traceID":"${shortId(traceId)}","spans":[` : ','}${part.map(spanText).join(',')}`
  }
  yield `${processesText(services)}],"total":0,"limit":0,"offset":0,"errors":null}`
}

function processesText(services: Set<number>): string {
  const processes = [...services].map((service) => {
    const tags = [{ key: 'hostname', type: 'string', value: `host-${service}` }]
    return [`p${service}`, { serviceName: SHOP_SERVICES[service], tags }] as const
  })
  return `],"processes":${JSON.stringify(Object.fromEntries(processes))},"warnings":null}`
}

/** Jaeger's own clients have ids of 64 bits. */
function shortId(traceId: string): string {
  return traceId.slice(0, 16)
}

const KINDS = ['', 'internal', 'server', 'client']

function spanText(span: ShopSpan): string {
  const { spanId, parentSpanId, number, name, kind, start, end, service, isError } = span
  const traceId = shortId(span.traceId)
  const parent = `{"refType":"CHILD_OF","traceID":"${traceId}","spanID":"${parentSpanId}"}`
  const random = scatter(number, 10)
  const tags = [
    `{"key":"span.kind","type":"string","value":"${KINDS[kind]}"}`,
    `{"key":"http.method","type":"string","value":"${random % 4 === 0 ? 'POST' : 'GET'}"}`,
    `{"key":"http.url","type":"string","value":"/customers/${random % 5_000}"}`,
    `{"key":"http.status_code","type":"int64","value":${isError ? 500 : 200}}`,
    `{"key":"price","type":"float64","value":${(random % 1_000) / 8}}`,
  ]
  if (isError) tags.push('{"key":"error","type":"bool","value":true}')
  const micros = SHOP_START_SECONDS * 1e6 + Math.floor(start / 1e3)
  return `{"traceID":"${traceId}","spanID":"${spanId}","operationName":"${name}","references":[${parentSpanId === '' ? '' : parent}],"startTime":${micros},"duration":${Math.floor((end - start) / 1e3)},"tags":[${tags.join(',')}],"logs":[],"processID":"p${service}","warnings":null}`
}
