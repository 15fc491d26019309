import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeBytes, decodeTrace, type Decoded } from '../support/decodeTrace'
import { goldenText } from '../support/goldenText'

const folder = process.env['TRACELOUPE_TRACES'] ?? ''

describe.skipIf(folder === '')('Jaeger’s own fixtures (TRACELOUPE_TRACES)', () => {
  const decode = (path: string): Promise<Decoded> => decodeTrace(join(folder, path))

  it.each([
    ['jaeger/convert-thrift/domain_01.json', 'jaeger/convert-thrift/thrift_batch_01.json'],
    ['jaeger/convert-ui/domain_es_01.json', 'jaeger/convert-ui/es_01.json'],
  ])('are the same spans in %s and %s', async (one, other) => {
    const text = goldenText((await decode(one)).batches)
    expect(text).toMatch(/^span /)
    expect(goldenText((await decode(other)).batches)).toBe(text)
  })

  it('are the same in protobuf JSON as in the UI’s, which cuts nanoseconds', async () => {
    const proto = goldenText((await decode('jaeger/convert-ui/domain_01.json')).batches)
    const ui = goldenText((await decode('jaeger/convert-ui/ui_01.json')).batches)
    expect(proto.match(/^span/gm)).toHaveLength(5)
    expect(proto.replaceAll('639875139', '639875000')).toBe(ui)
  })

  it('reject the one record that is broken', async () => {
    const { result } = await decode('jaeger/anonymizer/trace_invalid_json.json')
    expect(result).toMatchObject({
      recognised: { format: 'jaeger_elasticsearch' },
      records: 1,
      rejected: 1,
      problems: [{ code: 'wrong_type', message: 'duration is not a number', firstPosition: 1 }],
    })
  })
})

it.each<[string, string, string]>([
  ['seconds', '"0.000225s"', '225000 ns'],
  ['all nine decimals', '"1.000000001s"', '1000000001 ns'],
  ['nanoseconds', '"22938000ns"', '22938000 ns'],
  ['several units', '"1h2m3.5s"', '3723500000000 ns'],
  ['milliseconds and microseconds', '"1ms2.5µs"', '1002500 ns'],
  ['a bare number, which is microseconds', '7', '7000 ns'],
])('reads a duration in %s', async (_, duration, expected) => {
  const { batches } = await decodeBytes(protoSpan(duration))
  expect(goldenText(batches)).toContain(`+ ${expected}\n`)
})

it.each(['"5"', '"s"', '"1s2"', '"1 s"', '"-"', '"1.5.5s"', '{}', 'true'])(
  'rejects %s as a duration',
  async (duration) => {
    const { result } = await decodeBytes(protoSpan(duration))
    expect(result).toMatchObject({ records: 1, rejected: 1, problems: [{ code: 'wrong_type' }] })
  },
)

it('reads a negative duration as what it is, and one beyond the range as none', async () => {
  expect(goldenText((await decodeBytes(protoSpan('"-0.5s"'))).batches)).toContain('+ -500000000 ns')
  expect(goldenText((await decodeBytes(protoSpan('"999999999999999h"'))).batches)).toContain(', not ended')
})

it('takes a hit’s span once, wherever the window ends behind it', async () => {
  const hit = (id: number): string =>
    JSON.stringify({
      _index: 'jaeger-span-1',
      _source: { traceID: 'a', spanID: String(id), operationName: 'o', startTime: 1, duration: 1 },
      sort: [1, 2, 3],
      highlight: { operationName: 'x'.repeat(300) },
    })
  const lines = Array.from({ length: 9 }, (_, index) => hit(index + 1)).join('\n')
  for (const windowBytes of [16, 50, 333, 1024]) {
    const { result, spans } = await decodeBytes(lines, { windowBytes })
    expect({ windowBytes, spans, records: result.records, problems: result.problems }).toEqual({
      windowBytes,
      spans: 9,
      records: 9,
      problems: [],
    })
  }
})

function protoSpan(duration: string): string {
  return `{"traceId":"AAAAAAAAAAAAAAAAAAAAAQ==","spanId":"AAAAAAAAAAI=","operationName":"o","startTime":"2024-01-01T00:00:00Z","duration":${duration}}`
}
