import { describe, expect, test } from 'vitest'
import type { Attribute, SpanDetail } from '../../preload/contract/trace'
import { exceptionOf } from '../../renderer/views/trace/detail/exceptionOf'
import { matchingAttributes } from '../../renderer/views/trace/detail/matchingAttributes'
import { readableValue, shortened } from '../../renderer/views/trace/detail/readableValue'
import { idFacts, timeFacts } from '../../renderer/views/trace/detail/spanFacts'
import { attributesJson, spanJson } from '../../renderer/views/trace/detail/spanJson'
import { stackFrames } from '../../renderer/views/trace/detail/stackFrames'
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

describe('a span as JSON', () => {
  test('has the names of the archive, times to the nanosecond and typed values', () =>
    expect(JSON.parse(spanJson(span))).toMatchObject({
      trace_id: span.traceId,
      parent_span_id: '0000000000000001',
      start_time: '2025-01-01T12:00:00.140706789Z',
      end_time: '2025-01-01T12:00:00.142706789Z',
      duration_ns: 2_000_000,
      attributes: { 'http.response.status_code': 503, card: 'amex' },
      events: [{ time: '2025-01-01T12:00:00.141456789Z', name: 'retry', attributes: { attempt: 2 } }],
      links: [{ trace_id: 'aa', span_id: 'bb', trace_state: null, attributes: {} }],
    }))
  test('without times says null', () =>
    expect(JSON.parse(spanJson({ ...span, startTime: null, endTime: null, durationNs: null }))).toMatchObject({
      start_time: null,
      end_time: null,
      duration_ns: null,
    }))
  test('types are those that were recorded; what does not fit stays text', () => {
    const attributes: Attribute[] = [
      { key: 'i', value: '9007199254740993', type: 'i' },
      { key: 'd', value: '0.1', type: 'd' },
      { key: 'nan', value: 'NaN', type: 'd' },
      { key: 'b', value: 'true', type: 'b' },
      { key: 's', value: '12', type: 's' },
      { key: 'a', value: '[1,"two"]', type: 'a' },
      { key: 'broken', value: '[1,', type: 'a' },
      { key: 'n', value: '', type: 'n' },
      { key: '__proto__', value: 'x', type: 's' },
    ]
    const made = attributesJson(attributes)
    expect(JSON.stringify(made)).toBe(
      '{"i":"9007199254740993","d":0.1,"nan":"NaN","b":true,"s":"12","a":[1,"two"],"broken":"[1,","n":null,"__proto__":"x"}',
    )
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
    expect(exceptionOf({ time: null, name: 'exception', attributes })).toEqual({
      type: 'IOError',
      message: '',
      stack: '',
      rest: [attributes[1]],
    })
    expect(exceptionOf({ time: null, name: 'exception', attributes: [] })).toBeUndefined()
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

describe('facts', () => {
  timeDisplay.zone = 'utc'
  const valueOf = (facts: { label: string; value: string }[], label: string) =>
    facts.find((fact) => fact.label === label)?.value

  test('times are exact', () => {
    const facts = timeFacts(span, START)
    expect(valueOf(facts, 'Start')).toBe('2025-01-01 12:00:00.140706789 UTC')
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
