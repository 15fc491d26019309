import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Stage } from '../../preload/contract/traceql/ast'
import { decodeBytes } from '../support/decodeTrace'
import { evaluateTraceQL } from '../support/evaluateTraceQL'
import { toOtlpLines } from '../support/toOtlpLines'
import {
  aggregate,
  array,
  attribute,
  binary,
  boolean,
  by,
  coalesce,
  combine,
  duration,
  float,
  having,
  integer,
  intrinsic,
  negative,
  nil,
  pipe,
  relate,
  scalar,
  spanKind,
  status,
  text,
  unary,
  where,
} from '../support/traceql/buildQuery'
import type { EvaluatedSpan, EvaluatedTrace, SpanAttributes, SpanValue } from '../support/traceql/EvaluatedTrace'
import { traceqlTraces } from '../support/traceqlTraces'

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
function found(...stages: Stage[]): string[] {
  return evaluateTraceQL(TRACES, pipe(...stages)).map(({ traceId, groups, spanIds }) => {
    expect(spanIds.every((id) => id.startsWith(traceId))).toBe(true)
    return [...(groups.length > 0 ? [`[${groups.join(' ')}]`] : []), ...spanIds].join(' ')
  })
}

const name = (of: string) => where(binary(intrinsic('span:name'), '=', text(of)))
const id = (pattern: string) => where(binary(intrinsic('span:id'), '=~', text(pattern)))
const nothing = where(boolean(false))
const code = attribute('code', 'span')
const tags = attribute('tags', 'span')
const service = attribute('service.name', 'resource')
const count = aggregate('count')

test.each<[title: string, stages: Stage[], expected: string[]]>([
  ['`{ }` finds all', [where()], ['a1 a2 a3 a4 a5', 'b1', 'c1 c2 c3']],
  ['`{ false }` finds nothing', [nothing], []],
  ['what is true is the boolean alone', [where(attribute('hit'))], ['a1']],
  ['filters follow one another', [id('[ac].'), name('GET')], ['a1']],
])('%s', (_, stages, expected) => {
  expect(found(...stages)).toEqual(expected)
})

describe('compares', () => {
  test.each([
    // Numbers with numbers, never with text.
    ['code = 200', binary(code, '=', integer(200)), ['a1 a3']],
    ['code = 200.0', binary(code, '=', float(200)), ['a1 a3']],
    ['code != 200', binary(code, '!=', integer(200)), ['a2']],
    ['code < 500', binary(code, '<', integer(500)), ['a1 a3']],
    ['code <= 500', binary(code, '<=', integer(500)), ['a1 a2 a3']],
    ['code > 200', binary(code, '>', integer(200)), ['a2']],
    ['code >= 200', binary(code, '>=', integer(200)), ['a1 a2 a3']],
    ['200 < code', binary(integer(200), '<', code), ['a2']],
    ['code = "500"', binary(code, '=', text('500')), ['a4']],
    ['code != "400"', binary(code, '!=', text('400')), ['a4']],
    ['big integers exactly', binary(attribute('big'), '=', integer(9007199254740993n)), ['c1']],
    ['big integers in order', binary(attribute('big'), '<', integer(9007199254740993n)), ['c2']],
    ['integers with doubles as doubles', binary(attribute('big'), '=', float(9007199254740992)), ['c1 c2']],
    // Text by code points, and as a whole.
    ['text < U+1F600', binary(attribute('text'), '<', text('\u{1F600}')), ['c2 c3']],
    ['text >= U+1F600', binary(attribute('text'), '>=', text('\u{1F600}')), ['c1']],
    ['text =~ "two.*"', binary(attribute('text'), '=~', text('two.*')), ['c3']],
    ['text =~ "two|line"', binary(attribute('text'), '=~', text('two|lines')), []],
    ['text =~ "."', binary(attribute('text'), '=~', text('.')), ['c1 c2']],
    ['method !~ "G.*"', binary(attribute('method'), '!~', text('G.*')), ['a3']],
    ['code !~ "5.."', binary(code, '!~', text('5..')), []],
    // Booleans, status and kind only by = and !=.
    ['hit = false', binary(attribute('hit'), '=', boolean(false)), ['a3']],
    ['hit != true', binary(attribute('hit'), '!=', boolean(true)), ['a3']],
    ['hit < true', binary(attribute('hit'), '<', boolean(true)), []],
    ['status = error', binary(intrinsic('span:status'), '=', status('error')), ['a2']],
    ['status != unset', binary(intrinsic('span:status'), '!=', status('unset')), ['a1 a2', 'b1']],
    ['status = "error"', binary(intrinsic('span:status'), '=', text('error')), []],
    ['status != "error"', binary(intrinsic('span:status'), '!=', text('error')), []],
    ['mark = error', binary(attribute('mark'), '=', status('error')), []],
    ['status >= ok', binary(intrinsic('span:status'), '>=', status('ok')), []],
    ['kind = server', binary(intrinsic('span:kind'), '=', spanKind('server')), ['a1']],
    ['kind != internal', binary(intrinsic('span:kind'), '!=', spanKind('internal')), ['a1 a2 a5']],
    // What is missing.
    ['mark = nil', binary(attribute('mark'), '=', nil), ['a1 a2 a3 a5', 'b1', 'c1 c2 c3']],
    ['mark != nil', binary(attribute('mark'), '!=', nil), ['a4']],
    ['nil != mark', binary(nil, '!=', attribute('mark')), ['a4']],
    ['mark > nil', binary(attribute('mark'), '>', nil), []],
    ['mark = other', binary(attribute('mark'), '=', attribute('other')), []],
    ['mark != other', binary(attribute('mark'), '!=', attribute('other')), []],
    ['nil = nil', binary(nil, '=', nil), ['a1 a2 a3 a4 a5', 'b1', 'c1 c2 c3']],
    ['an empty array is not missing', binary(tags, '!=', nil), ['a1 a3', 'c2 c3']],
  ])('%s', (_, condition, expected) => {
    expect(found(where(condition))).toEqual(expected)
  })
})

describe('compares arrays', () => {
  const ids = attribute('ids')
  test.each([
    ['tags = "y"', binary(tags, '=', text('y')), ['a1', 'c2']],
    ['"y" = tags', binary(text('y'), '=', tags), ['a1', 'c2']],
    ['tags != "x": none, of at least one', binary(tags, '!=', text('x')), ['c2 c3']],
    ['tags =~ "[xz]"', binary(tags, '=~', text('[xz]')), ['a1', 'c2']],
    ['tags !~ "[xz]"', binary(tags, '!~', text('[xz]')), ['c3']],
    ['tags > "y"', binary(tags, '>', text('y')), ['c2']],
    ['tags = 1', binary(tags, '=', integer(1)), []],
    ['tags != 1: none of its family', binary(tags, '!=', integer(1)), []],
    ['ids >= 2', binary(ids, '>=', integer(2)), ['a2']],
    ['tags = ["x", "z"]', binary(tags, '=', array(text('x'), text('z'))), ['a1', 'c2']],
    ['tags != ["x", "z"]', binary(tags, '!=', array(text('x'), text('z'))), ['c3']],
    ['code = [200, 404]', binary(code, '=', array(integer(200), integer(404))), ['a1 a3']],
    ['code != [200, 404]', binary(code, '!=', array(integer(200), integer(404))), ['a2']],
    ['method =~ ["P.*", "x"]', binary(attribute('method'), '=~', array(text('P.*'), text('x'))), ['a3']],
    ['tags = tags', binary(tags, '=', tags), ['a1', 'c2 c3']],
    ['problems = "outside_parent"', binary(intrinsic('span:problems'), '=', text('outside_parent')), ['a3']],
    ['problems != nil', binary(intrinsic('span:problems'), '!=', nil), ['a1 a2 a3 a4 a5', 'b1', 'c1 c2 c3']],
    ['ids + 1 has no value', binary(binary(ids, '+', integer(1)), '!=', nil), []],
  ])('%s', (_, condition, expected) => {
    expect(found(where(condition))).toEqual(expected)
  })
})

describe('calculates', () => {
  const hit = attribute('hit')
  const sum = (operator: '+' | '-' | '*' | '/' | '%' | '^', right: number, result: number) =>
    binary(binary(code, operator, integer(right)), '=', float(result))
  test.each([
    ['code + 1 = 201', sum('+', 1, 201), ['a1 a3']],
    ['code - 1 = 199', sum('-', 1, 199), ['a1 a3']],
    ['code * 2 = 1000', sum('*', 2, 1000), ['a2']],
    ['code / 400 = 0.5', sum('/', 400, 0.5), ['a1 a3']],
    ['code % 300 = 200', sum('%', 300, 200), ['a1 a2 a3']],
    ['code ^ 2 = 40000', sum('^', 2, 40000), ['a1 a3']],
    ['code / 0 is missing', binary(binary(code, '/', integer(0)), '=', nil), ['a1 a2 a3 a4 a5', 'b1', 'c1 c2 c3']],
    ['code ^ 1000 is missing', binary(binary(code, '^', integer(1000)), '!=', nil), []],
    ['-code = -500', binary(unary('-', code), '=', integer(-500)), ['a2']],
    [
      '-code % 300 has the sign of -code',
      binary(binary(unary('-', code), '%', integer(300)), '<', integer(0)),
      ['a1 a2 a3'],
    ],
    ['-method is missing', binary(unary('-', attribute('method')), '!=', nil), []],
    ['!hit', unary('!', hit), ['a3']],
    ['hit && code = 200', binary(hit, '&&', binary(code, '=', integer(200))), ['a1']],
    ['hit || code = 500', binary(hit, '||', binary(code, '=', integer(500))), ['a1 a2']],
    [
      '!(code = 200) where it is missing, too',
      unary('!', binary(code, '=', integer(200))),
      ['a2 a4 a5', 'b1', 'c1 c2 c3'],
    ],
  ])('%s', (_, condition, expected) => {
    expect(found(where(condition))).toEqual(expected)
  })
})

describe('reads', () => {
  const parent = (key: string, scope: 'span' | 'resource' | null) => attribute(key, scope, true)
  test.each([
    ['the span’s attribute', binary(attribute('region', 'span'), '=', text('us')), ['a5']],
    ['the resource’s', binary(attribute('region', 'resource'), '=', text('eu')), ['a1 a2 a3 a4 a5', 'b1', 'c1 c2 c3']],
    [
      'the span’s before the resource’s',
      binary(attribute('region'), '=', text('eu')),
      ['a1 a2 a3 a4', 'b1', 'c1 c2 c3'],
    ],
    ['the scope’s', attribute('loud', 'instrumentation'), ['a1']],
    ['the parent’s', binary(parent('code', 'span'), '=', integer(200)), ['a2 a3']],
    ['the parent’s, or its resource’s', binary(parent('region', null), '=', text('eu')), ['a2 a3 a4', 'c2 c3']],
    ['the parent’s resource’s', binary(parent('service.name', 'resource'), '!=', service), ['a4']],
    ['of all events', binary(attribute('attempt', 'event'), '=', array(integer(3), integer(7))), ['a2']],
    ['of all events, none', binary(attribute('attempt', 'event'), '!=', integer(2)), []],
    ['of links', binary(attribute('reason', 'link'), '=~', text('re.*')), ['a4']],
    ['nothing where there are no events', binary(intrinsic('event:name'), '!=', nil), ['a2']],
    ['statusMessage', binary(intrinsic('span:statusMessage'), '!=', nil), ['a2']],
    ['duration', binary(intrinsic('span:duration'), '>', duration(40)), ['a1 a5']],
    ['span:parentID as reported', binary(intrinsic('span:parentID'), '=~', text('gone|c.')), ['a5', 'c2 c3']],
    ['childCount', binary(intrinsic('span:childCount'), '=', integer(2)), ['a1']],
    ['trace:id', binary(intrinsic('trace:id'), '=', text('b')), ['b1']],
    ['traceDuration', binary(intrinsic('trace:duration'), '=', duration(115)), ['a1 a2 a3 a4 a5']],
    [
      'rootName of a root, not of an orphan that starts first',
      binary(intrinsic('trace:rootName'), '=', text('late')),
      [],
    ],
    ['rootService', binary(intrinsic('trace:rootService'), '=', text('web')), ['a1 a2 a3 a4 a5', 'c1 c2 c3']],
    ['event:timeSinceStart', binary(intrinsic('event:timeSinceStart'), '=', duration(10)), ['a2']],
    ['link:spanID', binary(intrinsic('link:spanID'), '=', text('b1')), ['a4']],
    ['link:traceID', binary(intrinsic('link:traceID'), '=', text('b')), ['a4']],
    ['instrumentation:name', binary(intrinsic('instrumentation:name'), '=', text('tracer')), ['a1']],
    ['instrumentation:version', binary(intrinsic('instrumentation:version'), '!=', nil), ['a1']],
    ['parent = nil', binary(intrinsic('parent'), '=', nil), ['a1 a5', 'b1', 'c1']],
    ['parent != nil', binary(intrinsic('parent'), '!=', nil), ['a2 a3 a4', 'c2 c3']],
  ])('%s', (_, condition, expected) => {
    expect(found(where(condition))).toEqual(expected)
  })
})

describe('combines', () => {
  const perService = pipe(where(), by(service))
  test.each<[title: string, stages: Stage[], expected: string[]]>([
    ['{a1} && {a4}', [combine(id('a1'), '&&', id('a4|b1'))], ['a1 a4']],
    ['{a1} && nothing', [combine(id('a1'), '&&', nothing)], []],
    ['{a1} || {a4, b1}', [combine(id('a1'), '||', id('a4|b1'))], ['a1 a4', 'b1']],
    ['spansets of an operand together', [combine(perService, '&&', name('GET'))], ['a1 a2 a3 a4 a5', 'b1']],
    [
      'in each group by itself, which stays',
      [where(), by(service), combine(id('a2|c2'), '&&', where())],
      ['[s:web] a1 a2 a3', '[s:web] c1 c2 c3'],
    ],
    [
      'operands with stages',
      [combine(pipe(where(), having(count, '>', integer(4))), '||', id('b.'))],
      ['a1 a2 a3 a4 a5', 'b1'],
    ],
  ])('%s', (_, stages, expected) => {
    expect(found(...stages)).toEqual(expected)
  })
})

describe('relates', () => {
  const [top, all] = [id('a1|c1'), where()]
  test.each<[title: string, stage: Stage, expected: string[]]>([
    ['children', relate(top, '>', all), ['a2 a3', 'c2']],
    ['no children', relate(top, '>', all, 'not'), ['a1 a4 a5', 'b1', 'c1 c3']],
    ['children and parents', relate(id('a.|c2'), '>', id('a4|c.'), 'union'), ['a2 a4', 'c2 c3']],
    ['descendants', relate(top, '>>', all), ['a2 a3 a4', 'c2 c3']],
    ['no descendants', relate(top, '>>', all, 'not'), ['a1 a5', 'b1', 'c1']],
    ['descendants and ancestors', relate(top, '>>', id('a4|b1|c3'), 'union'), ['a1 a4', 'c1 c3']],
    ['parents', relate(id('a4|c3'), '<', all), ['a2', 'c2']],
    ['no parents', relate(id('a4|c3'), '<', all, 'not'), ['a1 a3 a4 a5', 'b1', 'c1 c3']],
    ['parents and children', relate(id('a4|a5|c3'), '<', all, 'union'), ['a2 a4', 'c2 c3']],
    ['ancestors', relate(id('a4|c3'), '<<', all), ['a1 a2', 'c1 c2']],
    ['no ancestors', relate(id('a4|c3'), '<<', all, 'not'), ['a3 a4 a5', 'b1', 'c3']],
    ['ancestors and descendants', relate(id('a3|a4|c3'), '<<', id('a2|c1'), 'union'), ['a2 a4', 'c1 c3']],
    ['siblings', relate(id('a2|a5'), '~', all), ['a3']],
    ['siblings of any', relate(all, '~', all), ['a2 a3']],
    ['no siblings', relate(id('a2'), '~', all, 'not'), ['a1 a2 a4 a5', 'b1', 'c1 c2 c3']],
    ['siblings of both sides', relate(id('a2'), '~', id('a3'), 'union'), ['a2 a3']],
    ['to nothing', relate(nothing, '>>', all), []],
    ['not to nothing', relate(nothing, '>>', id('a1|c3'), 'not'), ['a1', 'c3']],
    ['nothing', relate(all, '>>', nothing, 'not'), []],
    ['to several spansets', relate(pipe(all, by(service)), '>', id('a4')), ['a4']],
  ])('%s', (_, stage, expected) => {
    expect(found(stage)).toEqual(expected)
  })
})

describe('sums up', () => {
  const spanDuration = intrinsic('span:duration')
  test.each<[title: string, stage: Stage, expected: string[]]>([
    ['count() > 2', having(count, '>', integer(2)), ['a', 'c']],
    ['count() != 3', having(count, '!=', integer(3)), ['a', 'b']],
    ['sum(code) = 900: of numbers alone', having(aggregate('sum', code), '=', integer(900)), ['a']],
    ['avg(code) = 300', having(aggregate('avg', code), '=', float(300)), ['a']],
    ['min(code) <= 200', having(aggregate('min', code), '<=', integer(200)), ['a']],
    ['max(code) >= 500', having(aggregate('max', code), '>=', integer(500)), ['a']],
    ['max(code) != 1 where there is none', having(aggregate('max', code), '!=', integer(1)), ['a']],
    ['sum(ids) has no value', having(aggregate('sum', attribute('ids')), '!=', integer(0)), []],
    ['max(duration) < 30ns', having(aggregate('max', spanDuration), '<', duration(30)), ['b']],
    [
      'avg(duration * 2) = 40',
      having(aggregate('avg', binary(spanDuration, '*', integer(2))), '=', integer(40)),
      ['c'],
    ],
    [
      'max(duration) / min(duration) = 3',
      having(scalar(aggregate('max', spanDuration), '/', aggregate('min', spanDuration)), '=', integer(3)),
      ['c'],
    ],
    ['-count() % 2 = -1', having(scalar(negative(count), '%', integer(2)), '=', integer(-1)), ['a', 'b', 'c']],
    ['count() / 0 has no value', having(scalar(count, '/', integer(0)), '!=', integer(1)), []],
    [
      'count() < max(duration) - 20',
      having(count, '<', scalar(aggregate('max', spanDuration), '-', integer(20))),
      ['a', 'c'],
    ],
  ])('%s', (_, stage, expected) => {
    expect(found(where(), stage).map((spanset) => spanset.slice(0, 1))).toEqual(expected)
  })
})

describe('groups', () => {
  test.each<[title: string, stages: Stage[], expected: string[]]>([
    [
      'by a value, of whatever type, or none',
      [id('a.'), by(code)],
      ['[n:200] a1 a3', '[n:500] a2', '[s:500] a4', '[nil] a5'],
    ],
    [
      'by arrays',
      [where(binary(tags, '!=', nil)), by(tags)],
      ['[a:["x","y"]] a1', '[a:[]] a3', '[a:["y","z"]] c2', '[a:["1"]] c3'],
    ],
    [
      'by status and kind',
      [id('a[12]|b.'), by(intrinsic('span:status'), intrinsic('span:kind'))],
      ['[s:ok s:server] a1', '[s:error s:client] a2', '[s:ok s:internal] b1'],
    ],
    [
      'by a comparison and again',
      [id('a.'), by(binary(intrinsic('parent'), '=', nil)), by(service)],
      ['[b:true s:web] a1', '[b:true s:queue] a5', '[b:false s:web] a2 a3', '[b:false s:db] a4'],
    ],
    [
      'and filters the groups',
      [where(), by(service), having(count, '>=', integer(3))],
      ['[s:web] a1 a2 a3', '[s:web] c1 c2 c3'],
    ],
    ['and filters within them', [where(), by(service), id('a3|a5')], ['[s:web] a3', '[s:queue] a5']],
    ['and brings them together', [where(), by(service), id('a3|a5'), coalesce], ['a3 a5']],
    [
      'in a pipeline of its own',
      [pipe(where(), by(service)), having(count, '=', integer(1))],
      ['[s:db] a4', '[s:queue] a5', '[s:shop] b1'],
    ],
    [
      'and selects nothing else',
      [id('b1'), by(service), { kind: 'select', fields: [code], from: 0, to: 0 }],
      ['[s:shop] b1'],
    ],
  ])('%s', (_, stages, expected) => {
    expect(found(...stages)).toEqual(expected)
  })
})

test('drawn traces are sound, and what is written of them is OTLP without problems', async () => {
  await fc.assert(
    fc.asyncProperty(traceqlTraces(), async (traces) => {
      const spans = traces.flatMap((trace) => trace.spans)
      expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length)
      for (const trace of traces) {
        const ids = new Set(trace.spans.map(({ spanId }) => spanId))
        for (const { parentSpanId, reportedParentId } of trace.spans) {
          expect(parentSpanId).toBe(reportedParentId !== null && ids.has(reportedParentId) ? reportedParentId : null)
        }
      }
      const decoded = await decodeBytes(new TextEncoder().encode(toOtlpLines(traces)))
      expect(decoded.spans).toBe(spans.length)
      expect(decoded.result.problems).toEqual([])
      expect(evaluateTraceQL(traces, pipe(where())).flatMap(({ spanIds }) => spanIds)).toHaveLength(spans.length)
    }),
    { numRuns: 50 },
  )
})
