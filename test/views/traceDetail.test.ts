import { describe, expect, test } from 'vitest'
import type { Attribute, SpanDetail } from '../../preload/contract/trace'
import { attributeJson } from '../../renderer/views/trace/detail/attributeJson'
import { brokenSql } from '../../renderer/views/trace/detail/brokenSql'
import { exceptionOf } from '../../renderer/views/trace/detail/exceptionOf'
import { jsonLines, shownLines } from '../../renderer/ui/json/jsonLines'
import { matchingAttributes } from '../../renderer/views/trace/detail/matchingAttributes'
import { readableValue, shortened } from '../../renderer/views/trace/detail/readableValue'
import { idFacts, timeFacts } from '../../renderer/views/trace/detail/spanFacts'
import { stackBlocks, stackFrames } from '../../renderer/views/trace/detail/stackFrames'
import { timeDisplay } from '../../renderer/state/timeDisplay.svelte'

const START = 1_735_732_800_123_456_789n

const span: SpanDetail = {
  traceId: '000102030405060708090a0b0c0d0e0f',
  spanId: '0000000000000002',
  parentSpanId: '0000000000000001',
  reportedSpanId: null,
  serviceName: 'payment',
  name: 'charge',
  kind: 'server',
  startTime: START + 17_250_000n,
  endTime: START + 17_250_000n + 2_000_000n,
  durationNs: 2_000_000,
  selfTimeNs: 500_000,
  criticalPathNs: 0,
  status: 'error',
  statusMessage: 'refused',
  attributes: [
    { key: 'http.response.status_code', value: '503', type: 'i' },
    { key: 'card', value: 'amex', type: 's' },
  ],
  resourceAttributes: [{ key: 'service.name', value: 'payment', type: 's' }],
  scopeName: null,
  scopeVersion: null,
  scopeAttributes: [],
  traceState: null,
  flags: 1,
  droppedAttributesCount: 0,
  droppedEventsCount: 0,
  droppedLinksCount: 0,
  problems: [],
  events: [{ time: START + 18_000_000n, name: 'retry', attributes: [{ key: 'attempt', value: '2', type: 'i' }] }],
  links: [{ traceId: 'aa', spanId: 'bb', traceState: null, attributes: [], known: false }],
  file: 'spans.jsonl',
}

describe('an attribute as JSON', () => {
  test.each([
    ['9007199254740993', 'i', '9007199254740993'],
    ['0.1', 'd', '0.1'],
    ['NaN', 'd', '"NaN"'],
    ['true', 'b', 'true'],
    ['12', 's', '"12"'],
    ['[1,"two",12345678901234567890]', 'a', '[1,"two",12345678901234567890]'],
    ['[1,', 'a', '"[1,"'],
    ['', 'n', 'null'],
    ['AAEC', 'x', '"AAEC"'],
  ] as const)('%s of type %s is %s', (value, type, json) =>
    expect(attributeJson({ key: 'a "key"', value, type })).toBe(`{"a \\"key\\"": ${json}}`),
  )
})

describe('JSON in lines', () => {
  const lines = jsonLines(JSON.stringify({ a: { b: [1, 2], c: {} }, d: [] }, null, 2))
  test('knows where what is opened ends', () =>
    expect(lines.map(({ text, depth, end }) => `${depth} ${text} ${end}`)).toEqual([
      '0 { 9',
      '1 "a": { 7',
      '2 "b": [ 5',
      '3 1, -1',
      '3 2 -1',
      '2 ], -1',
      '2 "c": {} -1',
      '1 }, -1',
      '1 "d": [] -1',
      '0 } -1',
    ]))
  test('leaves out what is folded', () => {
    expect(shownLines(lines, new Set([2]))).toEqual([0, 1, 2, 6, 7, 8, 9])
    expect(shownLines(lines, new Set([1, 2]))).toEqual([0, 1, 8, 9])
    expect(shownLines(lines, new Set([0]))).toEqual([0])
  })
})

describe('values', () => {
  test('JSON is spread over lines when it is long', () => {
    const value = '{"sku":"A-100","count":2,"tags":["new","blue","small"]}'
    const { text, isJson } = readableValue(value)
    expect([isJson, text.split('\n').length, JSON.parse(text)]).toEqual([true, 9, JSON.parse(value)])
  })
  test.each(['{"a":1}', '[1,2,3]', '{not json at all, however long it may be}', 'plain'])(
    '%s stays as it is',
    (value) => expect(readableValue(value)).toEqual({ text: value, isJson: false, isLong: false }),
  )
  test('numbers that float64 would change are left alone', () => {
    const value = '{"identifier":12345678901234567890,"name":"something quite long"}'
    expect(readableValue(value)).toEqual({ text: value, isJson: false, isLong: false })
  })
  test('long text and text of many lines begin short', () => {
    expect(readableValue('x'.repeat(401)).isLong).toBe(true)
    expect(readableValue('x'.repeat(400)).isLong).toBe(false)
    expect(shortened('x'.repeat(5000))).toHaveLength(400)
    const lines = Array.from({ length: 15 }, (_, line) => `line ${line}`).join('\n')
    expect(readableValue(lines).isLong).toBe(true)
    expect(shortened(lines).split('\n')).toHaveLength(14)
  })
})

test('attributes are found by every word, in key or value, in any case', () => {
  const { attributes } = span
  expect(matchingAttributes(attributes, '')).toBe(attributes)
  expect(matchingAttributes(attributes, '  AMEX ')).toEqual([attributes[1]])
  expect(matchingAttributes(attributes, 'status 503')).toEqual([attributes[0]])
  expect(matchingAttributes(attributes, 'status amex')).toEqual([])
})

describe('exceptions', () => {
  test('are recognised by their attributes', () => {
    const attributes: Attribute[] = [
      { key: 'exception.type', value: 'IOError', type: 's' },
      { key: 'exception.escaped', value: 'false', type: 'b' },
    ]
    expect(exceptionOf({ attributes })).toEqual({
      type: 'IOError',
      message: '',
      stack: '',
      rest: [attributes[1]],
    })
    expect(exceptionOf({ attributes: [] })).toBeUndefined()
  })

  test.each([
    [
      'java.lang.X: bad\n\tat com.shop.Pay.run(Pay.java:12)\n\tat java.base/java.lang.Thread.run(Thread.java:840)',
      'mfl',
    ],
    ['Caused by: Y\n\tat org.springframework.retry.R.go(R.java:1)\n\t... 14 more\n', 'mlf'],
    [
      'Traceback (most recent call last):\n  File "/app/pay.py", line 3, in run\n  File "/usr/lib/python3/x.py", line 1\nE: bad',
      'mflm',
    ],
    ['Error: bad\r\n    at pay (/app/pay.js:1:2)\r\n    at next (/app/node_modules/express/x.js:1:2)', 'mfl'],
    ['System.Exception: bad\n   at Shop.Pay.Run() in Pay.cs:line 4\n   at System.Threading.Task.Go()', 'mfl'],
  ])('lines are told apart: %j', (stack, kinds) => {
    expect(
      stackFrames(stack)
        .map(({ kind }) => kind[0])
        .join(''),
    ).toBe(kinds)
  })
})

test('runs of library lines are folded, Python’s source lines with their frames', () => {
  const library = (count: number) => Array.from({ length: count }, (_, n) => `\tat java.util.List.step(List.java:${n})`)
  const java = ['E: bad', ...library(3), '\tat com.shop.Pay.run(Pay.java:1)', ...library(4), 'Caused by: F'].join('\n')
  const blocks = stackBlocks(stackFrames(java))
  expect(blocks.map(({ lines, folded }) => [lines.length, folded])).toEqual([
    [5, false],
    [4, true],
    [1, false],
  ])
  const python =
    'Traceback:\n  File "/usr/lib/python3/x.py", line 1\n    go()\n  File "/app/a.py", line 2\n    run()\nE: bad'
  expect(stackFrames(python).map(({ kind }) => kind[0])).toEqual(['m', 'l', 'l', 'f', 'f', 'm'])
})

describe('SQL', () => {
  test('is broken before its clauses and conditions', () =>
    expect(
      brokenSql(
        "select a, (select b from c where d) from e left join f on e.x = f.x where g between 1 and 2 and h = 'from or and' or i group by j order by k limit 5",
      ),
    ).toBe(`select a, (select b from c where d)
from e
left join f on e.x = f.x
where g between 1 and 2
  and h = 'from or and'
  or i
group by j
order by k
limit 5`))
  test('nothing but spaces changes', () => {
    const statement = `DELETE FROM "from" WHERE a = 'it''s where' AND b -- or c`
    const long = `${statement} ${'and more '.repeat(8)}`
    expect(brokenSql(long)?.replaceAll(/\s+/g, ' ')).toBe(long.trim().replaceAll(/\s+/g, ' '))
    expect(brokenSql(long)?.split('\n')[0]).toBe('DELETE FROM "from"')
  })
  test('that is short or has lines is left alone', () => {
    expect(brokenSql('SELECT a FROM b')).toBeUndefined()
    expect(brokenSql(`SELECT a\n${'FROM b '.repeat(20)}`)).toBeUndefined()
  })
  test('is told by the attribute’s name', () => {
    const statement = `SELECT ${'a, '.repeat(20)}b FROM c`
    expect(readableValue(statement, 'db.query.text').text).toContain('\nFROM c')
    expect(readableValue(statement, 'note').text).toBe(statement)
  })
})

describe('facts', () => {
  timeDisplay.zone = 'utc'
  const valueOf = (facts: { label: string; value: string }[], label: string) =>
    facts.find((fact) => fact.label === label)?.value

  test('times are exact', () => {
    const facts = timeFacts(span, START)
    expect(valueOf(facts, 'Start')).toBe('2025-01-01 12:00:00.140706789')
    expect(valueOf(facts, 'Time zone')).toBe('UTC')
    expect(facts.find(({ label }) => label === 'Start')?.copy).toBe('2025-01-01 12:00:00.140706789 UTC')
    expect(valueOf(facts, 'In the trace at')).toBe('+17.25 ms')
    expect(valueOf(facts, 'Duration')).toBe('2 ms')
    expect(valueOf(facts, 'Self time')).toBe('500 µs, 25.0 % of the span')
    expect(valueOf(facts, 'Critical path')).toBe('none')
  })
  test('missing times are named as missing', () => {
    const facts = timeFacts({ ...span, startTime: null, endTime: null, durationNs: null, selfTimeNs: null }, START)
    expect(facts.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      'Start: none recorded',
      'End: none recorded',
      'Critical path: none',
    ])
  })
  test('ids lead to the parent where it is there', () => {
    const go = () => undefined
    expect(idFacts(span, go).find(({ label }) => label === 'Parent')).toMatchObject({
      value: '0000000000000001',
      act: go,
    })
    expect(idFacts({ ...span, parentSpanId: null }, undefined).find(({ label }) => label === 'Parent')).toMatchObject({
      value: 'none',
      copy: null,
      act: undefined,
    })
    expect(valueOf(idFacts(span, undefined), 'Flags')).toBe('0x01')
    expect(valueOf(idFacts({ ...span, reportedSpanId: 'ff' }, undefined), 'Reported span id')).toBe('ff')
  })
})
