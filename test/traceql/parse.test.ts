import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FieldExpression, ScalarExpression, SpansetExpression, Stage } from '../../preload/contract/traceql/ast'
import { formatQuery } from '../support/traceql/formatQuery'
import { parseTraceQL } from '../../preload/contract/traceql/parseTraceQL'
import { traceqlQueries } from '../support/traceqlQueries'
import { OTHER_ROWS } from '../../preload/contract/traceql/checkFieldExpression'

describe('a query', () => {
  it.each([
    ['{}', '{}'],
    ['({ })', '{}'],
    ['{ !.a = .b || .b + 2 * -3 ^ 2 ^ .c = 1 }', '{(((!.a) = .b) || ((.b + (2 * (-(3 ^ (2 ^ .c))))) = 1))}'],
    ['{ .a || .b && .c || .d }', '{(((.a || .b) && .c) || .d)}'],
    ['{ .a = 1 && .b != 2 }', '{((.a = 1) && (.b != 2))}'],
    ['{ .a - 1 - 2 < .b % 4 / 5 }', '{(((.a - 1) - 2) < ((.b % 4) / 5))}'],
    ['{ .a && (.b || .c) }', '{(.a && (.b || .c))}'],
    ['{ .a < 1 || .a <= 1 || .a > 1 || .a >= 1 }', '{((((.a < 1) || (.a <= 1)) || (.a > 1)) || (.a >= 1))}'],
    ['{ .a =~ "x" && .a !~ `\\d` }', '{((.a =~ "x") && (.a !~ "\\\\d"))}'],
    ['{ } || { .a } && { .b }', '(({} || {.a}) && {.b})'],
    ['{ } && { } > { } && { }', '(({} && ({} > {})) && {})'],
    ['{ } > { } >> { } < { } << { } ~ { }', '((((({} > {}) >> {}) < {}) << {}) ~ {})'],
    ['{}!>{}!>>{}!<{}!<<{}!~{}', '((((({} !> {}) !>> {}) !< {}) !<< {}) !~ {})'],
    ['{}&>{}&>>{}&<{}&<<{}&~{}', '((((({} &> {}) &>> {}) &< {}) &<< {}) &~ {})'],
    ['{ } >> ({ .a } || { .b })', '({} >> ({.a} || {.b}))'],
    ['count() + 2 * max(duration) ^ 2 > -1s', '((count() + (2 * (max(span:duration) ^ 2))) > (-1e9ns))'],
    ['{ } | (count() + 1) * 2 != 3.5', '{} | (((count() + 1) * 2) != 3.5)'],
    [
      '{ } | avg(.a) = 1 | min(.a + 1) <= 1 | sum(-.a) >= 1',
      '{} | (avg(.a) = 1) | (min((.a + 1)) <= 1) | (sum((-.a)) >= 1)',
    ],
    [
      '{ } | by(name, .a * 2) | select(.a, span.b) | coalesce()',
      '{} | by(span:name,(.a * 2)) | select(.a,span.b) | coalesce',
    ],
    ['({ } | count() > 1) && (by(.a))', '(({} | (count() > 1)) && (by(.a)))'],
    ['{ status = error && kind = server }', '{((span:status = error) && (span:kind = server))}'],
    ['{ trace:rootServiceName = nil || parent = nil }', '{((trace:rootService = nil) || (parent = nil))}'],
    ['{ true || false }', '{(true || false)}'],
    ['{ .a = minInt || .a = maxInt }', '{((.a = -9223372036854775808) || (.a = 9223372036854775807))}'],
    ['{ .a = .5 || .a = 1e3 || .a = 2. }', '{(((.a = 0.5) || (.a = 1000.0)) || (.a = 2.0))}'],
  ])('%s', (text, shape) => expect(shapeOfQuery(text)).toBe(shape))

  it.each([
    ['1h30m', 5400e9],
    ['1.5s', 1.5e9],
    ['1.1s', 1.1e9],
    ['100ms', 100e6],
    ['2d', 2 * 86400e9],
    ['1w', 7 * 86400e9],
    ['5µs', 5000],
    ['5us', 5000],
    ['7ns', 7],
    ['1m1s1ms', 61_001e6],
  ])('of the duration %s', (text, nanoseconds) =>
    expect(right(`{ duration > ${text} }`)).toMatchObject({ kind: 'duration', nanoseconds }),
  )

  it.each([
    ['"a\\"b\\\\c\\n\\t\\u00e9\\U0001F600\\x41"', 'a"b\\c\n\té😀A'],
    ['`a\\n"b"`', 'a\\n"b"'],
    ['""', ''],
  ])('of the string %s', (text, value) => expect(right(`{ .a = ${text} }`)).toMatchObject({ kind: 'string', value }))

  it.each([
    ['.a', null, false, 'a'],
    ['.a-b/c.0:d[1]', null, false, 'a-b/c.0:d[1]'],
    ['span.http.route', 'span', false, 'http.route'],
    ['resource.5', 'resource', false, '5'],
    ['event.a', 'event', false, 'a'],
    ['link.a', 'link', false, 'a'],
    ['instrumentation.a', 'instrumentation', false, 'a'],
    ['parent.a', null, true, 'a'],
    ['parent.span.a', 'span', true, 'a'],
    ['parent.resource.a', 'resource', true, 'a'],
    ['parent.event.a', null, true, 'event.a'],
    ['parent."span.a"', null, true, 'span.a'],
    ['span."with space".x', 'span', false, 'with space.x'],
    ['."\\"{\\\\}"', null, false, '"{\\}'],
    ['.ключ', null, false, 'ключ'],
  ])('of the attribute %s', (text, scope, ofParent, key) =>
    expect(right(`{ 1 =${text}}`)).toMatchObject({ kind: 'attribute', scope, ofParent, key }),
  )

  it('of arrays', () => {
    const values = [{ value: 'a' }, { value: 'b' }]
    expect(right('{ .a = ["a", `b`] }')).toMatchObject({ kind: 'array', values })
    expect(right('{ .a != [1,-2, minInt] }')).toMatchObject({
      values: [{ value: 1n }, { value: -2n }, { value: -(2n ** 63n) }],
    })
    expect(right('{ .a = [-1.5] }')).toMatchObject({ values: [{ kind: 'float', value: -1.5 }] })
    expect(right('{ .a = [1ms, -2s] }')).toMatchObject({ values: [{ nanoseconds: 1e6 }, { nanoseconds: -2e9 }] })
    expect(right('{ .a = [true, false] }')).toMatchObject({ values: [{ value: true }, { value: false }] })
  })

  it('knows where its parts stand', () => {
    expect(parseTraceQL(' { name = "é" }').query).toEqual({
      kind: 'pipeline',
      stages: [
        {
          kind: 'filter',
          condition: {
            kind: 'binary',
            operator: '=',
            left: { kind: 'intrinsic', name: 'span:name', from: 3, to: 7 },
            right: { kind: 'string', value: 'é', from: 10, to: 13 },
            from: 3,
            to: 13,
          },
          from: 1,
          to: 15,
        },
      ],
      from: 1,
      to: 15,
    })
  })
})

const OUTSIDE = 'expected {, ( or a function such as count()'
const BRACES = `${OUTSIDE}; a condition on spans stands in braces: { status = error }`
const NEXT = 'expected an operator such as = or =~, or }'

// What stands between « and » is the place.
describe('a wrong query', () => {
  it.each([
    ['«»', OUTSIDE],
    [' \n«»', OUTSIDE],
    ['{«»', 'expected a field, a value or }'],
    ['{ .a«»', NEXT],
    ['{ .a «.b» }', NEXT],
    ['{ .a = 1h«30» }', NEXT],
    ['{ .a = «}»', 'expected a field or a value'],
    ['{ (.a = 1 «}»', 'expected an operator such as = or =~, or )'],
    ['{ .a = [1 «}»', 'expected , or ]'],
    ['{ .a = [«.b»] }', 'expected a value'],
    ['{ } «{» }', 'expected an operator such as && or >, or |'],
    ['({ } «»', 'expected an operator such as && or >, ), or |'],
    ['{ } | «»', OUTSIDE],
    ['«status» = error', BRACES],
    ['«.a» = 1', BRACES],
    ['{ } | «nope»() > 1', 'there is no function nope(); there are count, avg, min, max, sum, by, select and coalesce'],
    ['{ .a =«=» 1 }', 'TraceQL compares with one ='],
    ['{ .a = 1 «AND» .b = 2 }', 'AND is written && in TraceQL'],
    ["{ .a = «'»x' }", 'strings stand between " or `, not between \''],
    ['{ .a = «"»x }', 'this string has no end: " is missing'],
    ['{ .a = «`»x }', 'this string has no end: ` is missing'],
    ['{ span.«"»x }', 'this string has no end: " is missing'],
    ['{ .a = "«\\q»" }', '\\q is no escape; a backslash in a string is written \\\\'],
    ['{ .a = "«\\ud800»" }', '\\ud800 is no escape; a backslash in a string is written \\\\'],
    ['{ ."«\\n»" = 1 }', '\\n is no escape; write \\\\ for a backslash'],
    ['{ «span.» = 1 }', 'expected an attribute’s name after span.'],
    [
      '{ «nope.a» = 1 }',
      'there is no scope nope; the scopes are span, resource, event, link, instrumentation and parent',
    ],
    ['{ «span:nope» = 1 }', 'there is no field span:nope; close to it: span:name'],
    ['{ «link:x» = 1 }', 'there is no field link:x; close to it: link:traceID, link:spanID'],
    [
      '{ «x:y» = 1 }',
      'there is no field x:y; fields with a colon begin with span: trace: event: link: instrumentation:',
    ],
    [
      '{ status = «eror» }',
      'there is no field eror; close to it: error; an attribute is written .eror or span.eror, a text "eror"',
    ],
    [
      '{ .a = «frontend» }',
      'there is no field frontend; an attribute is written .frontend or span.frontend, a text "frontend"',
    ],
    ['{ .a = «9223372036854775808» }', 'this number is too large: 64 bits cannot hold it'],
    ['{ .a = «300y» }', 'this number is too large: 64 bits cannot hold it'],
    ['{ .a = [1, «2.5»] }', 'an array holds values of one kind; its first is an integer'],
    ['«{ }» + 1', 'this selects spans; + here takes numbers and aggregates such as count()'],
    ['«count()» && { }', 'this is a number; on both sides of && stand spansets, such as { } or ({ } | count() > 1)'],
    ['{ } > «5»', 'this is a number; on both sides of > stand spansets, such as { } or ({ } | count() > 1)'],
    [
      '«count() > 3» && { }',
      'this is a stage of its own; on both sides of && stand spansets, such as { } or ({ } | count() > 1)',
    ],
    ['count() > «{ }»', 'this selects spans; > here takes numbers and aggregates such as count()'],
    ['{ } | «count()»', 'a number alone selects nothing; compare it, such as count() > 1'],
    ['{ «count()» > 1 }', 'count() is a stage of its own, after the braces: { … } | count(…)'],
    ['count«(.a)» > 1', 'count() takes nothing in its parentheses'],
    ['max«()» > 1', 'max() needs a field in its parentheses, such as max(duration)'],
    ['max«(.a, .b)» > 1', 'max() takes one field or expression only'],
    ['{ } | select(«.a + 1»)', 'select() takes fields only'],
    [
      '«({ } | count())» > ({ } | count())',
      'a pipeline in parentheses that ends in a number cannot be calculated or compared with; compare inside: ({ … } | count() > 1)',
    ],
    ['«5 > 3»', 'this compares numbers only; one side needs an aggregate such as count()'],
    ['{ «name > 5» }', 'these can never match: a string on the left, a number on the right'],
    ['{ «duration = "x"» }', 'these can never match: a number on the left, a string on the right'],
    ['{ «status = server» }', 'these can never match: a status on the left, a kind on the right'],
    ['{ «name = [1, 2]» }', 'these can never match: a string on the left, a number on the right'],
    ['{ «status > ok» }', '> needs numbers or strings; a status has no order'],
    ['{ «.a < true» }', '< needs numbers or strings; true or false has no order'],
    ['{ «.a >= nil» }', '>= needs numbers or strings; nil has no order'],
    ['{ .a < «["x"]» }', 'an array can only stand to the right of =, !=, =~ and !~'],
    ['{ «["x"]» = .a }', 'an array can only stand to the right of =, !=, =~ and !~'],
    ['{ «parent = 1» }', 'parent can only be compared with nil: parent = nil, parent != nil'],
    ['{ .a && «name» }', '&& needs a condition, true or false, and this is a string'],
    ['{ !«5» }', '! needs a condition, true or false, and this is a number'],
    ['{ «event.attempt» + 1 > 2 }', OTHER_ROWS],
    ['{ span.a = «parent.span.a» }', OTHER_ROWS],
    ['{ } | avg(«link.weight») > 1', OTHER_ROWS],
    ['{ } | by(«event:name»)', OTHER_ROWS],
    ['{ } | by(«1»)', 'a value that is the same for all spans makes no groups'],
    ['{ .a + «"x"» = 1 }', '+ needs a number, and this is a string'],
    ['{ «name» }', 'a condition must be true or false, and this is a string'],
    ['max(«name») > 1', 'max() needs a number, and this is a string'],
    ['{ } | by(«parent»)', 'only fields and what is calculated from them have values, and this is a parent'],
    ['{ «duration» =~ "x" }', '=~ needs a string, and this is a number'],
    ['{ .a =~ «.b» }', 'to the right of =~ stands a pattern in quotes'],
    ['{ .a =~ ["a", «"("»] }', 'this is no regular expression: Unterminated group'],
    ['{ .a =~ «"a(?!b)"» }', 'lookaheads and lookbehinds such as (?!…) are unknown to RE2'],
    ['{ .a =~ «`(a)\\1`» }', 'references to groups such as \\1 are unknown to RE2'],
    ['«({ } | by(.a))» > { }', 'groups of by() have no place among parents and children; use coalesce() after it'],
    ['{ } | «rate»()', metrics('rate')],
    ['{ } | «quantile_over_time»(duration, 0, 0.9) by (name)', metrics('quantile_over_time')],
    ['{ } | «compare»({ status = error }, 10)', metrics('compare')],
    ['({ } | «count_over_time»()) * 100', metrics('count_over_time')],
    ['{ } «with(sample=true)»', 'with(sample=true) is a hint to Tempo, which Traceloupe does not support'],
  ])('%s', (marked, message) => {
    const from = marked.indexOf('«')
    const to = marked.indexOf('»') - 1
    expect(parseTraceQL(marked.replace('«', '').replace('»', '')).problems).toEqual([{ from, to, message }])
  })

  it('tells of everything in it that is refused', () => {
    const { problems } = parseTraceQL('{ } | rate() | topk(3) with(a=1)')
    expect(problems.map(({ message }) => message)).toEqual([
      metrics('rate'),
      metrics('topk'),
      'with(a=1) is a hint to Tempo, which Traceloupe does not support',
    ])
    expect(parseTraceQL('{ name > 5 && !name }').problems).toHaveLength(2)
  })

  it.each(['(', '-', '!'])('nested without end in %s does not overflow the stack', (opening) => {
    for (const depth of [201, 1e3, 1e5]) {
      const closing = opening === '(' ? ')'.repeat(depth) : ''
      const { problems } = parseTraceQL(`{ ${opening.repeat(depth)}.a${closing} = 1 }`)
      expect(problems[0]?.message).toBe('this is nested more than 200 levels deep')
    }
    if (opening === '(') expect(parseTraceQL(`${'('.repeat(200)}{ }${')'.repeat(200)}`).problems).toEqual([])
  })

  it('of very many operators is refused', () => {
    for (const [open, operand, close] of [
      ['{ ', `.${'a'.repeat(100)} = 1`, ' }'],
      ['', '{ }', ''],
    ]) {
      const chain = (operators: number) => open + `${operand} || `.repeat(operators) + operand + close
      expect(parseTraceQL(chain(1000)).problems).toEqual([])
      expect(parseTraceQL(chain(1001)).problems[0]?.message).toMatch(/^more than 1000 && and \|\|/)
      const nested = `{ ${'('.repeat(10)}${`.a${' || .a'.repeat(101)})`.repeat(10)} }`
      expect(parseTraceQL(nested).query).toBe(null)
    }
    for (const operand of ['1', '1'.repeat(18)]) {
      for (const operators of [150, 201, 1e4]) {
        const { problems } = parseTraceQL(`{ .a =${` ${operand} +`.repeat(operators)} 1 }`)
        const message = operators > 200 ? /^(this is nested|there are too many operators)/ : /^$/
        expect(problems[0]?.message ?? '').toMatch(message)
      }
    }
  })
})

it('accepts what only RE2 knows', () => {
  for (const pattern of [
    '(?i)x',
    '(?s:.)a',
    '(?P<a>b)',
    '[[:alpha:]]+\\pN\\z',
    '\\Q(\\E',
    '[]a]',
    '(?U)a*',
    'a\\\\(b)',
  ]) {
    expect(parseTraceQL(`{ name =~ \`${pattern}\` }`).problems).toEqual([])
  }
})

it('is what its canonical text says', () => {
  fc.assert(
    fc.property(traceqlQueries(), (query) => {
      const { query: again, problems } = parseTraceQL(formatQuery(query))
      expect(problems).toEqual([])
      expect(withoutPlaces(again)).toEqual(query)
    }),
    { numRuns: 1000 },
  )
})

it('never throws, whatever the text', () => {
  const pieces = '{ } ( ) [ ] | || && ! = =~ > &>> - 1 1.5s "a" ` " .a span. span:name nope by( max( rate() with( , \\'
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...pieces.split(' '))).map((words) => words.join(' ')),
  )
  fc.assert(fc.property(texts, isAnswered), { numRuns: 2000 })
})

it('never throws at the beginning of a query', () => {
  fc.assert(
    fc.property(traceqlQueries().map(formatQuery), fc.nat(), (text, at) =>
      isAnswered(text.slice(0, at % (text.length + 1))),
    ),
  )
  const text = '({ span."a b" =~ ["x\\n"] && !(.b + 1.5s > -2) } &>> { } | by(name) | max(.a) > 1) | rate() with(a=1)'
  for (let end = 0; end <= text.length; end++) isAnswered(text.slice(0, end))
})

function isAnswered(text: string): void {
  const { query, problems } = parseTraceQL(text)
  expect(query === null).toBe(problems.length > 0)
  for (const { from, to, message } of problems) {
    expect(0 <= from && from <= to && to <= text.length).toBe(true)
    expect(message).not.toContain('too many operators')
  }
}

function metrics(name: string): string {
  return `${name}() is a metrics function; Traceloupe searches spans, it does not compute metrics`
}

/** The right side of the one comparison of a query. */
function right(text: string): FieldExpression {
  const stage = parseTraceQL(text).query?.stages[0]
  if (stage?.kind !== 'filter' || stage.condition?.kind !== 'binary') throw new Error(text)
  return stage.condition.right
}

function shapeOfQuery(text: string): string {
  const { query, problems } = parseTraceQL(text)
  expect(problems).toEqual([])
  return query ? query.stages.map(shape).join(' | ') : ''
}

/** All parentheses, and nothing else that formatQuery decides. */
function shape(node: Stage | SpansetExpression | ScalarExpression | FieldExpression): string {
  switch (node.kind) {
    case 'pipeline':
      return `(${node.stages.map(shape).join(' | ')})`
    case 'filter':
      return `{${node.condition ? shape(node.condition) : ''}}`
    case 'relation':
      return `(${shape(node.left)} ${{ plain: '', not: '!', union: '&' }[node.form]}${node.relation} ${shape(node.right)})`
    case 'by':
      return `by(${node.expressions.map(shape).join(',')})`
    case 'select':
      return `select(${node.fields.map(shape).join(',')})`
    case 'coalesce':
    case 'nil':
      return node.kind
    case 'aggregate':
      return `${node.name}(${node.argument ? shape(node.argument) : ''})`
    case 'scalarNegation':
      return `(-${shape(node.operand)})`
    case 'unary':
      return `(${node.operator}${shape(node.operand)})`
    case 'attribute':
      return `${node.scope ?? ''}.${node.key}`
    case 'intrinsic':
      return node.name
    case 'array':
      return node.values.map(shape).join()
    case 'duration':
      return `${node.nanoseconds.toExponential()}ns`.replace('+', '')
    case 'float':
      return Number.isInteger(node.value) ? node.value.toFixed(1) : String(node.value)
    case 'string':
      return JSON.stringify(node.value)
    case 'integer':
    case 'boolean':
    case 'status':
    case 'spanKind':
      return String(node.value)
    default:
      return `(${shape(node.left)} ${node.operator} ${shape(node.right)})`
  }
}

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, key === 'from' || key === 'to' ? 0 : withoutPlaces(part)]),
  )
}
