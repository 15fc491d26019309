const SECRET = 'secret-0123456789-value'
const LISTED = 'listed-0123456789-value'

/** What must not go out. `queue-secret` is also the name of a peer. */
export const SECRETS = [SECRET, LISTED, 'queue-secret', 'rejected-secret']

/** OTLP of two traces: one with a secret wherever attributes can be, another, and a record that is none. */
export function secretTraces(): string {
  const secret = text('secret.key', SECRET)
  const list = { key: 'secret.list', value: { arrayValue: { values: [{ stringValue: LISTED }] } } }
  const kept = (value: number) => ({ key: 'kept', value: { intValue: value } })
  return JSON.stringify({
    resourceSpans: [
      of('shop', [secret], {
        scope: { name: 'tracer', attributes: [secret] },
        spans: [
          {
            ...span('aa', 1, 'pay', 3, 100),
            attributes: [kept(1), secret, list, { key: 'ratio', value: { doubleValue: 0.5 } }],
            events: [{ timeUnixNano: '5', name: 'asked', attributes: [secret] }],
            links: [{ traceId: 'bb', spanId: '1', attributes: [secret] }],
          },
          { ...span('bb', 1, 'another-trace', 2, 40), attributes: [secret] },
          'rejected-secret',
        ],
      }),
      of('mail', [], {
        spans: [
          { ...span('aa', 2, 'answer', 2, 20), parentSpanId: '1', attributes: [kept(2)] },
          {
            ...span('aa', 3, 'send', 4, 10),
            parentSpanId: '2',
            attributes: [text('messaging.destination.name', 'queue-secret')],
          },
        ],
      }),
    ],
    resourceLogs: [
      {
        resource: { attributes: [text('service.name', 'shop')] },
        scopeLogs: [
          {
            logRecords: [
              { timeUnixNano: '5', traceId: 'aa', spanId: '1', body: { stringValue: 'asked' }, attributes: [secret] },
              { timeUnixNano: '6', body: { stringValue: 'of no trace' } },
            ],
          },
        ],
      },
    ],
  })
}

function of(service: string, attributes: object[], scopeSpans: object): object {
  return { resource: { attributes: [text('service.name', service), ...attributes] }, scopeSpans: [scopeSpans] }
}

function span(traceId: string, id: number, name: string, kind: number, duration: number): object {
  const start = 1_700_000_000_000_000_000n + BigInt(id)
  return {
    traceId,
    spanId: String(id),
    name,
    kind,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + BigInt(duration)),
  }
}

function text(key: string, stringValue: string): object {
  return { key, value: { stringValue } }
}
