import { expect } from 'vitest'
import type { Stage } from '../../preload/contract/traceql/ast'
import { evaluateTraceQL } from '../support/evaluateTraceQL'
import { pipe } from '../support/traceql/buildQuery'
import type { EvaluatedSpan, EvaluatedTrace, SpanAttributes, SpanValue } from '../support/traceql/EvaluatedTrace'

type Given = string | bigint | number | boolean | Given[]
type GivenAttributes = Record<string, Given>

function valueOf(given: Given): SpanValue {
  if (Array.isArray(given)) return { type: 'array', elements: given.map(valueOf) }
  if (typeof given === 'string') return { type: 'string', value: given }
  if (typeof given === 'bigint') return { type: 'integer', value: given }
  return typeof given === 'number' ? { type: 'double', value: given } : { type: 'boolean', value: given }
}

function attributesOf(given: GivenAttributes = {}): SpanAttributes {
  return new Map(Object.entries(given).map(([key, value]) => [key, valueOf(value)]))
}

interface GivenSpan extends Partial<Omit<EvaluatedSpan, 'attributes' | 'resource' | 'traceId' | 'start' | 'end'>> {
  /** Start and end. */
  time: [bigint, bigint]
  service?: string
  attributes?: GivenAttributes
}

/** A span whose trace is the first letter of its id; by default it belongs to the service `web`. */
function span(
  spanId: string,
  parent: string | null,
  { time, service, attributes, ...given }: GivenSpan,
): EvaluatedSpan {
  return {
    traceId: spanId.slice(0, 1),
    spanId,
    parentSpanId: parent,
    reportedParentId: parent,
    name: 'step',
    kind: 'internal',
    status: 'unset',
    statusMessage: null,
    start: time[0],
    end: time[1],
    attributes: attributesOf(attributes),
    resource: attributesOf({ 'service.name': service ?? 'web', region: 'eu' }),
    scope: { name: null, version: null, attributes: new Map() },
    events: [],
    links: [],
    selfTime: 0,
    criticalPath: 0,
    problems: [],
    ...given,
  }
}

/**
 * ```
 * a1 GET            b1 GET       c1
 * ├ a2 query                     └ c2
 * │  └ a4 select                    └ c3
 * └ a3 render
 * a5 late, an orphan
 * ```
 */
const TRACES: EvaluatedTrace[] = [
  {
    traceId: 'a',
    spans: [
      span('a1', null, {
        name: 'GET',
        kind: 'server',
        status: 'ok',
        time: [10n, 100n],
        attributes: { code: 200n, method: 'GET', hit: true, ratio: 0.5, tags: ['x', 'y'] },
        scope: { name: 'tracer', version: '1.0', attributes: attributesOf({ loud: true }) },
      }),
      span('a2', 'a1', {
        name: 'query',
        kind: 'client',
        status: 'error',
        statusMessage: 'too late',
        time: [10n, 40n],
        attributes: { code: 500n, ids: [1n, 2n] },
        events: [
          { name: 'exception', time: 15n, attributes: attributesOf({ type: 'Timeout', attempt: 1n }) },
          { name: 'log', time: 20n, attributes: attributesOf({ attempt: [2n, 3n] }) },
        ],
      }),
      span('a3', 'a1', {
        name: 'render',
        time: [50n, 90n],
        attributes: { code: 200, method: 'POST', hit: false, tags: [] },
        problems: ['outside_parent'],
      }),
      span('a4', 'a2', {
        name: 'select',
        service: 'db',
        time: [12n, 30n],
        attributes: { code: '500', mark: 'error' },
        links: [{ traceId: 'b', spanId: 'b1', attributes: attributesOf({ reason: 'retry' }) }],
      }),
      span('a5', null, {
        name: 'late',
        kind: 'producer',
        service: 'queue',
        time: [5n, 120n],
        reportedParentId: 'gone',
        attributes: { region: 'us' },
      }),
    ],
  },
  { traceId: 'b', spans: [span('b1', null, { name: 'GET', service: 'shop', status: 'ok', time: [0n, 10n] })] },
  {
    traceId: 'c',
    spans: [
      span('c1', null, { time: [0n, 30n], attributes: { big: 9007199254740993n, text: '\u{1F600}' } }),
      span('c2', 'c1', { time: [0n, 20n], attributes: { big: 9007199254740992n, text: '\uFF5E', tags: ['y', 'z'] } }),
      span('c3', 'c2', { time: [0n, 10n], attributes: { text: 'two\nlines', tags: ['1'], ids: [1n] } }),
    ],
  },
]

/** What a query of these stages finds: the ids of each spanset behind its groups, if it has any. */
export function found(...stages: Stage[]): string[] {
  return evaluateTraceQL(TRACES, pipe(...stages)).map(({ traceId, groups, spanIds }) => {
    expect(spanIds.every((id) => id.startsWith(traceId))).toBe(true)
    return [...(groups.length > 0 ? [`[${groups.join(' ')}]`] : []), ...spanIds].join(' ')
  })
}
