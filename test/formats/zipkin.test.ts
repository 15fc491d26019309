import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeBytes, decodeTrace } from '../support/decodeTrace'
import { goldenText } from '../support/goldenText'

const real = process.env['TRACELOUPE_TRACES'] ?? ''
const START = 1_472_470_996_000_000

function annotation(value: string, serviceName: string, after: number): object {
  return { timestamp: START + after, value, endpoint: { serviceName } }
}

function v1Span(id: string, annotations: unknown, more: object = {}): object {
  return { traceId: 'a', id, name: id, annotations, ...more }
}

async function textOf(values: unknown): Promise<string> {
  return goldenText((await decodeBytes(JSON.stringify(values))).batches)
}

describe('Zipkin v1', () => {
  it('takes what is good around what is not, and counts each side of a call as a record', async () => {
    const { result, spans } = await decodeBytes(
      JSON.stringify([
        v1Span('1', [annotation('cs', 'web', 0), annotation('sr', 'shop', 1)]),
        17,
        { traceId: 'a', annotations: [annotation('cs', 'web', 0)] },
        v1Span('2', [annotation('cs', 'web', 0), { ...annotation('sr', 'shop', 1), timestamp: 'soon' }]),
        v1Span('3', 'none'),
        v1Span('4', [], { binaryAnnotations: [{ key: 5, value: true }] }),
        v1Span('5', null),
      ]),
    )
    expect({ ...result, bytes: 0 }).toMatchObject({
      recognised: { format: 'zipkin_v1_json' },
      records: 8,
      rejected: 5,
      problems: [
        { code: 'split_record', occurrences: 1, firstPosition: 1 },
        { code: 'not_a_span', occurrences: 2 },
        { code: 'wrong_type', occurrences: 2 },
        { code: 'malformed_json', occurrences: 1 },
      ],
    })
    expect(spans).toBe(3)
  })

  it('says of a record that is not taken nothing else', async () => {
    const { result } = await decodeBytes(
      JSON.stringify([
        v1Span('1', [annotation('cs', 'web', 0), annotation('sr', 'shop', 1)], { duration: 'long' }),
        v1Span('2', []),
      ]),
    )
    expect(result.problems).toMatchObject([{ code: 'wrong_type' }])
  })

  it('reads the sides of a call wherever the batches end', async () => {
    const bytes = JSON.stringify(
      Array.from({ length: 20 }, (_, index) =>
        v1Span(String(index), [annotation('cs', 'web', 0), annotation('sr', 'shop', 1), annotation('é', 'shop', 2)]),
      ),
    )
    const whole = await decodeBytes(bytes)
    expect(whole.spans).toBe(40)
    const apart = await decodeBytes(bytes, { rowsPerBatch: 1 })
    expect(apart.batches.length).toBe(40)
    expect(goldenText(apart.batches)).toBe(goldenText(whole.batches))
  })

  it('gives what belongs to no side, or to one of too many, to the first', async () => {
    const services = Array.from({ length: 100 }, (_, index) => annotation(`at ${index}`, `service ${index}`, index))
    const { batches, spans } = await decodeBytes(JSON.stringify([v1Span('1', [{ value: 'nowhere' }, ...services])]))
    expect(spans).toBe(32)
    const [first = '', second = ''] = goldenText(batches).split('\n\n')
    expect(first.match(/event/g)?.length).toBe(1 + 1 + 68)
    expect(second).toContain(`event "at 1" ${START + 1}000`)
  })

  it('keeps a moment that is told twice, and those of the wire, as events', async () => {
    const text = await textOf([
      v1Span('1', [annotation('sr', 'a', 0), annotation('sr', 'a', 5), annotation('ss', 'a', 9)]),
      v1Span('2', [annotation('ws', 'a', 1), annotation('wr', 'a', 2), annotation('mr', 'a', 3)]),
    ])
    const [first = '', second = ''] = text.split('\n\n')
    expect(first).toContain(`server, ${START + 5}000 + 4000 ns`)
    expect(first).toContain(`event "sr" ${START}000`)
    expect(second).toContain(`consumer, ${START + 2}000 + 1000 ns`)
    expect(second).toContain(`event "ws" ${START + 1}000`)
    expect(second).not.toContain('event "wr"')
  })

  it('takes spans of version 2 in between, and those of version 1 among them', async () => {
    const v2 = { traceId: 'a', id: '2', kind: 'CLIENT', annotations: [{ timestamp: START, value: 'x', endpoint: {} }] }
    const v1 = v1Span('1', [annotation('sr', 'shop', 0)])
    const filler = Array.from({ length: 400 }, () => ({ traceId: 'a', id: '3', tags: { text: 'x'.repeat(200) } }))
    for (const [values, format] of [
      [[v1, v2, v1], 'zipkin_v1_json'],
      [[v2, ...filler, v1, v2], 'zipkin_json'],
    ] as const) {
      const { result, batches } = await decodeBytes(JSON.stringify(values))
      expect(result).toMatchObject({ recognised: { format }, records: values.length, rejected: 0, problems: [] })
      expect(goldenText(batches).match(/"" client|"1" server/g)?.length).toBe(3)
    }
  })
})

describe.skipIf(real === '')('real traces of Zipkin v1 (TRACELOUPE_TRACES)', () => {
  it.each([
    ['zipkin/v1/span-client.json', 1, ['client, 1472470996199000000 + 207000000 ns']],
    ['zipkin/v1/span-local.json', 1, ['unspecified, 1461750040358000000 + 15495000 ns']],
    [
      'zipkin/v1/span-rpc.json',
      2,
      ['client, 1461750491274000000 + 51000000 ns', 'server, 1461750491298000000 + 4000000 ns'],
    ],
    [
      'zipkin/history/lens-test.json',
      2,
      ['server, 1484722951945904000 + 156470000 ns', 'client, 1484722952100852000, not ended'],
    ],
  ])('%s: %i spans', async (path, count, sides) => {
    const { result, batches, spans } = await decodeTrace(join(real, path))
    expect(result).toMatchObject({ recognised: { format: 'zipkin_v1_json' }, records: count, rejected: 0 })
    expect(spans).toBe(count)
    expect(goldenText(batches).match(/(client|server|unspecified), \d.*/g)).toEqual(sides)
  })
})

describe('Zipkin v2', () => {
  it.each([
    ['its own', { error: 'no such item' }, 'error: "no such item"', 'error s "no such item"'],
    ['its own without a word', { error: '' }, 'error', 'error s ""'],
    ['its own that says true', { error: 'true' }, 'error: "true"', 'error s "true"'],
    [
      'OpenTelemetry’s',
      { error: 'true', 'otel.status_code': 'ERROR', 'otel.status_description': 'no' },
      'error: "no"',
      '',
    ],
    ['OpenTelemetry’s, the flag behind', { 'otel.status_code': 'ERROR', error: 'true' }, 'error', ''],
    ['both', { 'otel.status_code': 'ERROR', error: 'no such item' }, 'error', 'error s "no such item"'],
  ])('knows an error by a tag: %s', async (_, tags, status, kept) => {
    const text = await textOf([{ traceId: '1', id: '2', tags }])
    const [, , told = '', next = ''] = text.split('\n').map((line) => line.trim())
    expect(told).toBe(status)
    if (kept === '') expect(text).not.toContain('error s')
    else expect(next).toBe(kept)
  })
})
