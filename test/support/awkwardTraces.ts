const START = 1_700_000_000_000_000_123n
const TRACE = '0af7651916cd43dd8448eb211c80319c'

/**
 * OTLP of two traces which have what breaks exports: orphans, a cycle, a span that is its own parent, repeated ids,
 * attributes of every type, missing and impossible times, and texts of every kind. One document.
 */
export function awkwardTraces(): string {
  return JSON.stringify({
    resourceSpans: [
      resourceSpans('shop', [
        { spanId: id(1), name: 'root', kind: 2, attributes: everyType(), flags: 257, traceState: 'a=1,b=2' },
        { spanId: id(2), parentSpanId: id(1), kind: 3, name: 'call', status: { code: 2, message: 'no "answer"\n' } },
        { spanId: id(3), parentSpanId: id(99), name: 'orphan', kind: 1, status: { code: 1 } },
        { spanId: id(4), parentSpanId: id(5), name: 'a cycle' },
        { spanId: id(5), parentSpanId: id(4), name: 'a cycle’s other half', startTimeUnixNano: String(START + 5n) },
        { spanId: id(6), parentSpanId: id(6), name: 'its own parent' },
        { spanId: id(8), parentSpanId: id(1), name: 'without times', startTimeUnixNano: '0', endTimeUnixNano: '0' },
        { spanId: id(9), parentSpanId: id(1), name: 'never ended', endTimeUnixNano: '0' },
        { spanId: id(10), parentSpanId: id(1), name: 'ended before', endTimeUnixNano: String(START - 1_000n) },
        { spanId: id(11), parentSpanId: id(1), name: 'only ended', startTimeUnixNano: '0' },
        { spanId: id(12), parentSpanId: id(1), name: 'in no time', endTimeUnixNano: String(START) },
        {
          spanId: id(13),
          parentSpanId: id(1),
          name: '',
          droppedAttributesCount: 1,
          droppedEventsCount: 2,
          droppedLinksCount: 3,
          events: [
            { timeUnixNano: String(START + 1n), name: 'exception', attributes: everyType() },
            { name: 'without a time' },
            { timeUnixNano: String(START + 2n), name: '' },
          ],
          links: [
            { traceId: TRACE, spanId: id(1), traceState: 'c=3', attributes: everyType() },
            { traceId: 'b'.repeat(32), spanId: id(2) },
          ],
        },
        {
          spanId: id(14),
          parentSpanId: id(1),
          name: 'failed by its status alone, which is not told',
          kind: 3,
          attributes: [{ key: 'http.status_code', value: { intValue: 503 } }],
        },
        {
          spanId: id(15),
          parentSpanId: id(1),
          name: 'described twice',
          attributes: [string('error', 'timeout'), string('peer.service', 'db'), string('net.peer.ip', '10.0.0.1')],
          status: { code: 2, message: 'too late' },
        },
        { spanId: id(16), parentSpanId: id(1), name: 'a message without status', status: { message: 'hm' } },
      ]),
      resourceSpans('mail', [
        { spanId: id(2), parentSpanId: id(1), kind: 2, name: 'answer to a call of the same id' },
        { spanId: id(17), parentSpanId: id(2), name: 'below the answer' },
      ]),
      resourceSpans('shop', repeated('first', 'the same', 'another')),
      resourceSpans('mail', repeated('elsewhere', 'the same')),
      { scopeSpans: [{ spans: [span({ spanId: id(18), parentSpanId: id(17), name: 'of no service' })] }] },
    ],
    resourceLogs: [
      {
        resource: { attributes: [string('service.name', 'shop')] },
        scopeLogs: [
          {
            logRecords: [
              {
                timeUnixNano: String(START),
                severityNumber: 9,
                severityText: 'INFO',
                body: { stringValue: 'hello' },
                attributes: [string('a', 'b')],
                traceId: TRACE,
                spanId: id(1),
              },
              { timeUnixNano: String(START + 1n), traceId: TRACE },
            ],
          },
        ],
      },
    ],
  })
}

function resourceSpans(service: string, spans: Record<string, unknown>[]): object {
  return {
    resource: { attributes: [string('service.name', service), string('host.name', `${service}-1`), ...everyType()] },
    scopeSpans: [
      { scope: { name: 'tracer', version: '1.2', attributes: [string('a', 'b')] }, spans: spans.slice(0, 3).map(span) },
      { spans: spans.slice(3).map(span) },
    ],
  }
}

/** Spans of one id in a trace of their own, and what is below it. */
function repeated(...names: string[]): Record<string, unknown>[] {
  const again = { traceId: 'c'.repeat(32), parentSpanId: id(1) }
  return [
    ...names.map((name, index) => ({ ...again, spanId: id(7), name, kind: index + 1 })),
    { ...again, spanId: id(8), parentSpanId: id(7), name: `below ${names.join()}` },
    { ...again, spanId: id(9), parentSpanId: id(9), name: 'its own parent' },
  ]
}

function span(given: Record<string, unknown>): object {
  return {
    traceId: TRACE,
    startTimeUnixNano: String(START),
    endTimeUnixNano: String(START + 1_234_567n),
    ...given,
  }
}

function everyType(): object[] {
  return [
    string('text', 'ünï\u0000\\"\u2028😀'),
    string('', 'without a key'),
    { key: 'integer', value: { intValue: '9007199254740993' } },
    { key: 'small', value: { intValue: -3 } },
    { key: 'double', value: { doubleValue: 0.1 } },
    { key: 'whole', value: { doubleValue: 2 } },
    { key: 'tiny', value: { doubleValue: -5e-324 } },
    { key: 'minus', value: { doubleValue: '-0' } },
    { key: 'infinite', value: { doubleValue: '-Infinity' } },
    { key: 'none', value: { doubleValue: 'NaN' } },
    { key: 'yes', value: { boolValue: true } },
    { key: 'bytes', value: { bytesValue: 'AQID' } },
    { key: 'null', value: {} },
    { key: 'empty', value: { arrayValue: { values: [] } } },
    {
      key: 'nested',
      value: {
        arrayValue: {
          values: [
            { stringValue: 'a\\b]' },
            { intValue: '9007199254740993' },
            { doubleValue: 1.5 },
            { boolValue: false },
            {},
            {
              kvlistValue: {
                values: [
                  { key: 'k', value: { kvlistValue: { values: [] } } },
                  { key: 'l', value: { arrayValue: { values: [{ intValue: 1 }] } } },
                ],
              },
            },
            { stringValue: 'last' },
          ],
        },
      },
    },
  ]
}

function string(key: string, value: string): object {
  return { key, value: { stringValue: value } }
}

function id(number: number): string {
  return number.toString(16).padStart(16, '0')
}
