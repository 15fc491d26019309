import fc from 'fast-check'
import { SPAN_KINDS, STATUSES } from '../../preload/contract/trace'
import type { EvaluatedSpan, EvaluatedTrace, SpanAttributes, SpanValue } from './traceql/EvaluatedTrace'

const ORIGIN = 1_700_000_000_000_000_000n
const MOST_TRACES = 12
const MOST_SPANS = 8

/** Values of a few kinds, many of which look alike as text. */
const VALUES = {
  'http.status_code': fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(200n, 404n, 500n).map(integer) },
    { weight: 1, arbitrary: fc.constantFrom('500', '200 OK').map(string) },
  ),
  'http.method': fc.constantFrom('GET', 'POST', 'get', 'true', '').map(string),
  'cache.hit': fc.oneof(
    { weight: 3, arbitrary: fc.boolean().map(boolean) },
    { weight: 1, arbitrary: fc.constant(string('true')) },
  ),
  ratio: fc.constantFrom(-1.5, 0, 0.1, 0.5, 1, 500).map(double),
  tags: fc.array(fc.constantFrom('a', 'b', '1', 'true').map(string), { maxLength: 3 }).map(array),
  ids: fc.array(fc.constantFrom(-2n, 0n, 1n, 500n).map(integer), { maxLength: 3 }).map(array),
  'key with space': fc.constantFrom('a', 'A', 'é', '\u{1F600}', '\uFF5E', 'two\nlines').map(string),
  mixed: fc.oneof(fc.constantFrom('1', 'a', 'nil').map(string), fc.constantFrom(1n, 2n).map(integer)),
  serial: fc.constantFrom(9_007_199_254_740_992n, 9_007_199_254_740_993n).map(integer),
} satisfies Record<string, fc.Arbitrary<SpanValue>>

const EVENT_VALUES = {
  'exception.type': fc.constantFrom('Timeout', 'Refused').map(string),
  attempt: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(0n, 1n, 2n).map(integer) },
    { weight: 1, arbitrary: fc.constant(string('1')) },
  ),
  tags: VALUES.tags,
}

/** Few moments and lengths, so that many are the same. */
const moment = fc.constantFrom(0n, 1n, 1_000n, 1_000_000n, 250_000_000n, 1_000_000_000n, 60_000_000_000n)

const drawnSpan = fc.record({
  /** Where the parent is: among the spans before, nowhere, in another trace, or in no trace at all. */
  place: fc.oneof(
    { weight: 6, arbitrary: fc.constant('before') },
    { weight: 1, arbitrary: fc.constantFrom('root', 'elsewhere', 'lost') },
  ),
  above: fc.nat(MOST_SPANS - 1),
  name: fc.constantFrom('GET /', 'GET /cart', 'SELECT', 'send', 'a\\b "c"'),
  kind: fc.constantFrom(...SPAN_KINDS),
  status: fc.constantFrom(...STATUSES),
  statusMessage: fc.option(fc.constantFrom('too late', 'refused')),
  start: moment,
  duration: moment,
  attributes: attributesOf(VALUES),
  service: fc.constantFrom('shop', 'cart', 'SELECT'),
  resource: attributesOf({ region: fc.constantFrom('eu', 'us').map(string), 'http.method': VALUES['http.method'] }),
  scope: fc.record({
    name: fc.option(fc.constantFrom('tracer', 'http')),
    version: fc.option(fc.constantFrom('1.0', '2')),
    // Archives keep no types of a scope's attributes.
    attributes: attributesOf({ 'http.method': VALUES['http.method'] }),
  }),
  events: fc.array(
    fc.record({
      name: fc.constantFrom('exception', 'log'),
      after: fc.oneof(moment, fc.constant(-1_000n)),
      attributes: attributesOf(EVENT_VALUES),
    }),
    { maxLength: 3 },
  ),
  links: fc.array(
    fc.record({
      trace: fc.nat(MOST_TRACES),
      span: fc.nat(MOST_SPANS),
      attributes: attributesOf({ reason: fc.constantFrom('retry', 'batch').map(string), mixed: VALUES.mixed }),
    }),
    { maxLength: 2 },
  ),
})
type DrawnSpan = typeof drawnSpan extends fc.Arbitrary<infer Drawn> ? Drawn : never

const drawnTrace = fc.record({
  spans: fc.array(drawnSpan, { minLength: 1, maxLength: MOST_SPANS }),
  /** Whether children come before their parents. */
  reversed: fc.boolean(),
})

/** A few small traces whose values often collide. What the importer computes is 0 and empty. */
export function traceqlTraces(): fc.Arbitrary<EvaluatedTrace[]> {
  return fc.array(drawnTrace, { minLength: 1, maxLength: MOST_TRACES }).map((traces) =>
    traces.map(({ spans, reversed }, trace) => {
      const evaluated = spans.map((span, index) => evaluatedSpan(span, trace, index))
      return { traceId: traceIdOf(trace), spans: reversed ? evaluated.reverse() : evaluated }
    }),
  )
}

function evaluatedSpan(drawn: DrawnSpan, trace: number, index: number): EvaluatedSpan {
  const start = ORIGIN + drawn.start
  const parentSpanId = drawn.place === 'before' && index > 0 ? spanIdOf(trace, drawn.above % index) : null
  return {
    traceId: traceIdOf(trace),
    spanId: spanIdOf(trace, index),
    parentSpanId,
    reportedParentId: parentSpanId ?? lostParent(drawn, trace),
    name: drawn.name,
    kind: drawn.kind,
    status: drawn.status,
    statusMessage: drawn.statusMessage,
    start,
    end: start + drawn.duration,
    attributes: drawn.attributes,
    resource: new Map([['service.name', string(drawn.service)], ...drawn.resource]),
    scope: drawn.scope,
    events: drawn.events.map(({ name, after, attributes }) => ({ name, time: start + after, attributes })),
    links: drawn.links.map((link) => ({
      traceId: traceIdOf(link.trace),
      spanId: spanIdOf(link.trace, link.span),
      attributes: link.attributes,
    })),
    selfTime: 0,
    criticalPath: 0,
    problems: [],
  }
}

function lostParent({ place, above }: DrawnSpan, trace: number): string | null {
  if (place === 'elsewhere') return spanIdOf((trace + 1) % (MOST_TRACES + 1), above)
  return place === 'lost' ? 'dead00000000beef' : null
}

function traceIdOf(trace: number): string {
  return `4bf92f3577b34da6a3ce929d0e0e${trace.toString(16).padStart(4, '0')}`
}

function spanIdOf(trace: number, span: number): string {
  return `b7ad6b716920${(trace * 256 + span).toString(16).padStart(4, '0')}`
}

/** Some of the keys, each with a value of its own. */
function attributesOf(values: Record<string, fc.Arbitrary<SpanValue>>): fc.Arbitrary<SpanAttributes> {
  const entries = Object.entries(values).map(([key, value]) => fc.option(value.map((drawn) => ({ key, drawn }))))
  return fc
    .tuple(...entries)
    .map((drawn) => new Map(drawn.flatMap((entry) => (entry === null ? [] : [[entry.key, entry.drawn]]))))
}

function string(value: string): SpanValue {
  return { type: 'string', value }
}

function integer(value: bigint): SpanValue {
  return { type: 'integer', value }
}

function double(value: number): SpanValue {
  return { type: 'double', value }
}

function boolean(value: boolean): SpanValue {
  return { type: 'boolean', value }
}

function array(elements: SpanValue[]): SpanValue {
  return { type: 'array', elements }
}
