import { Failed } from '../../preload/contract/failure'
import { countOf } from '../../preload/contract/formatCount'
import { formatDuration } from '../../preload/contract/formatDuration'
import { isoNanoseconds } from '../../preload/contract/time'
import { PROBLEMS, SPAN_KINDS, STATUSES, type TraceColumns } from '../../preload/contract/trace'
import { writtenOut } from './writtenOut'

/** Deeper spans are not indented further, so that a chain of 100,000 stays readable and small. */
const DRAWN_LEVELS = 32
const SPANS_PER_PIECE = 500
const ERROR = STATUSES.indexOf('error')

/**
 * A trace for reading, a span to a line: start within the trace, duration, and the tree of service, operation
 * and what is wrong. Control characters are written out, so that no text of an archive commands the terminal.
 *
 *          0 ns    1.24 s  frontend  GET /cart  server
 *       1.20 ms    980 µs  ├─ cart  GetCart  server
 *       2.40 ms    410 ms  └─ catalog  GetProducts  server  error  outside_parent
 */
export async function* traceTree(trace: TraceColumns, coloured: boolean, signal: AbortSignal): AsyncGenerator<string> {
  const paint = coloured ? inColour : plain
  yield `${heading(trace)}\n\n`
  const branches = new Uint8Array(DRAWN_LEVELS)
  let piece = ''
  for (let place = 0; place < trace.spanCount; place++) {
    const depth = trace.depth[place] ?? 0
    branches[depth % DRAWN_LEVELS] = hasSiblingBelow(trace, place) ? 1 : 0
    const times = [trace.start[place] ?? NaN, trace.duration[place] ?? NaN].map((time) =>
      formatDuration(time).padStart(10),
    )
    piece += `${paint.faint(times.join(''))}  ${paint.faint(indent(depth, branches))}${spanText(trace, place, paint)}\n`
    if ((place + 1) % SPANS_PER_PIECE > 0) continue
    if (signal.aborted) throw new Failed({ code: 'cancelled' })
    yield piece
    piece = ''
  }
  yield piece
}

function heading(trace: TraceColumns): string {
  const { traceId, startTime, durationNs, spanCount, services, status } = trace
  const errors = status.reduce((count, given) => count + (given === ERROR ? 1 : 0), 0)
  const start =
    spanCount > 0 && trace.start.some((moment) => !Number.isNaN(moment)) ? isoNanoseconds(startTime) : 'no start'
  return [
    `trace ${writtenOut(traceId) || '(without an id)'}`,
    start,
    formatDuration(durationNs),
    countOf(spanCount, 'span'),
    countOf(services.length, 'service'),
    countOf(errors, 'error'),
  ].join(' · ')
}

function hasSiblingBelow({ parent, descendantCount }: TraceColumns, place: number): boolean {
  return parent[place + (descendantCount[place] ?? 0) + 1] === parent[place]
}

/** `branches` holds for each of the last levels whether a sibling follows further down. */
function indent(depth: number, branches: Uint8Array): string {
  if (depth === 0) return ''
  const first = Math.max(1, depth - DRAWN_LEVELS + 2)
  let text = first > 1 ? `⋯${first - 1} ` : ''
  for (let level = first; level < depth; level++) text += branches[level % DRAWN_LEVELS] ? '│  ' : '   '
  return text + (branches[depth % DRAWN_LEVELS] ? '├─ ' : '└─ ')
}

function spanText(trace: TraceColumns, place: number, paint: typeof plain): string {
  const service = writtenOut(trace.services[trace.service[place] ?? -1] ?? '')
  const name = writtenOut(trace.names[trace.name[place] ?? -1] ?? '')
  const kind = SPAN_KINDS[trace.kind[place] ?? 0] ?? 'unspecified'
  const words = [paint.service(service), name]
  if (kind !== 'unspecified' && kind !== 'internal') words.push(paint.faint(kind))
  if (trace.status[place] === ERROR) words.push(paint.error('error'))
  const bits = trace.problems[place] ?? 0
  for (const [bit, problem] of PROBLEMS.entries()) if (bits & (1 << bit)) words.push(paint.problem(problem))
  return words.join('  ')
}

const plain = { service: same, faint: same, error: same, problem: same }
const inColour = { service: sgr(1), faint: sgr(2), error: sgr(31), problem: sgr(33) }

function same(text: string): string {
  return text
}

/** Text in one of the terminal's renditions (ECMA-48, SGR). */
function sgr(rendition: number): (text: string) => string {
  return (text) => `\u001b[${rendition}m${text}\u001b[0m`
}
