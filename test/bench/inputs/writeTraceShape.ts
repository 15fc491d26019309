import { scatter } from './shopSpans.ts'
import { writePieces } from './writePieces.ts'

/** How the spans of a trace hang together, and how many services they are of. */
export type TraceShape = 'tree' | 'chain' | 'wide' | 'services'

const START_MICROSECONDS = 1_700_000_000_000_000
const TREE_MICROSECONDS = 3_600_000_000
const SERVICES: Record<TraceShape, number> = { tree: 12, chain: 12, wide: 12, services: 1_000 }
const SHAPE_TRACE_ID = '00c0ffee00c0ffee'

/** Times are microseconds from the start of the trace. */
interface ShapedSpan {
  /** Number of the parent, −1 for the root. */
  parent: number
  start: number
  duration: number
}

/** Writes one trace as Jaeger's API does: a random recursive tree, each span below the one before, or all below one. */
export function writeTraceShape(path: string, spanCount: number, shape: TraceShape): Promise<void> {
  return writePieces(path, document(spanCount, shape))
}

function* document(spanCount: number, shape: TraceShape): Generator<string> {
  yield `{"data":[{"traceID":"${SHAPE_TRACE_ID}","spans":[`
  let number = 0
  for (const span of spansOf(spanCount, shape)) {
    yield `${number > 0 ? ',' : ''}${spanText(number, span, scatter(number, 3) % SERVICES[shape])}`
    number++
  }
  const processes = Array.from({ length: SERVICES[shape] }, (_, service) => [
    `p${service}`,
    { serviceName: `service-${service}`, tags: [{ key: 'hostname', type: 'string', value: `host-${service % 40}` }] },
  ])
  yield `],"processes":${JSON.stringify(Object.fromEntries(processes))},"warnings":null}],"total":0,"limit":0,"offset":0,"errors":null}`
}

function* spansOf(spanCount: number, shape: TraceShape): Generator<ShapedSpan> {
  if (shape === 'chain') {
    for (let number = 0; number < spanCount; number++)
      yield { parent: number - 1, start: number, duration: 2 * (spanCount - number) }
    return
  }
  if (shape === 'wide') {
    yield { parent: -1, start: 0, duration: spanCount * 10 + 5_000 }
    for (let number = 1; number < spanCount; number++)
      yield { parent: 0, start: number * 10, duration: scatter(number, 1) % 5_000 }
    return
  }
  const starts = new Float64Array(spanCount)
  const durations = new Float64Array(spanCount)
  for (let number = 0; number < spanCount; number++) {
    const parent = number === 0 ? -1 : scatter(number, 4) % number
    const [from, room] = parent < 0 ? [0, TREE_MICROSECONDS] : [starts[parent] ?? 0, durations[parent] ?? 0]
    const start = from + (parent < 0 ? 0 : Math.floor((room * (scatter(number, 1) % 400)) / 1_000))
    const left = from + room - start
    const duration = parent < 0 ? room : Math.max(1, Math.floor((left * (500 + (scatter(number, 2) % 500))) / 1_000))
    starts[number] = start
    durations[number] = duration
    yield { parent, start, duration }
  }
}

function spanText(number: number, { parent, start, duration }: ShapedSpan, service: number): string {
  const random = scatter(number, 10)
  const isError = random % 200 === 0
  const reference = `{"refType":"CHILD_OF","traceID":"${SHAPE_TRACE_ID}","spanID":"${idOf(parent)}"}`
  const tags = [
    `{"key":"span.kind","type":"string","value":"${random % 3 === 0 ? 'server' : 'client'}"}`,
    `{"key":"http.url","type":"string","value":"/customers/${random % 50_000}"}`,
    `{"key":"http.status_code","type":"int64","value":${isError ? 500 : 200}}`,
  ]
  if (isError) tags.push('{"key":"error","type":"bool","value":true}')
  return `{"traceID":"${SHAPE_TRACE_ID}","spanID":"${idOf(number)}","operationName":"operation-${random % 60}","references":[${parent < 0 ? '' : reference}],"startTime":${START_MICROSECONDS + start},"duration":${duration},"tags":[${tags.join(',')}],"logs":[],"processID":"p${service}","warnings":null}`
}

function idOf(number: number): string {
  return (number + 1).toString(16).padStart(16, '0')
}
