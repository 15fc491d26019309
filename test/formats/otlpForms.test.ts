import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recogniseFile } from '../../main/import/decodeFile'
import { decodeBytes, decodeTrace, withFile } from '../support/decodeTrace'
import { goldenText } from '../support/goldenText'
import { otlpDocument, otlpSpan } from '../support/traceTexts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** An `AnyValue` with what the archive shows of it. */
interface Value {
  any: { [field: string]: Json }
  shown: Json
}

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constant<Value>({ any: {}, shown: null }),
    fc.string().map((text): Value => ({ any: { stringValue: text }, shown: text })),
    fc.boolean().map((boolean): Value => ({ any: { boolValue: boolean }, shown: boolean })),
    fc.integer().map((integer): Value => ({ any: { intValue: String(integer) }, shown: integer })),
    fc.integer().map((half): Value => ({ any: { doubleValue: half + 0.5 }, shown: half + 0.5 })),
    fc.array(tie('value'), { maxLength: 4 }).map((values): Value => ({
      any: { arrayValue: { values: values.map(({ any }) => any) } },
      shown: values.map(({ shown }) => shown),
    })),
    fc
      .uniqueArray(fc.tuple(fc.string({ maxLength: 8 }), tie('value')), {
        maxLength: 4,
        // What looks like an index comes first in an object of JavaScript.
        selector: ([key]) => key,
      })
      .map((entries) => entries.filter(([key]) => !/^\d+$/.test(key) && key !== '__proto__'))
      .map((entries): Value => ({
        any: { kvlistValue: { values: entries.map(([key, { any }]) => ({ key, value: any })) } },
        shown: Object.fromEntries(entries.map(([key, { shown }]) => [key, shown])),
      })),
  ),
}))

it('shows any nesting of values as JSON', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 6 }), async (values) => {
      const attributes = values.map(({ any }, index) => ({ key: `k${index}`, value: any }))
      const { result, batches } = await decodeBytes(otlpDocument([{ ...otlpSpan(1), attributes }]), {
        windowBytes: 200,
      })
      expect(result.problems).toEqual([])
      const lines = [...goldenText(batches).matchAll(/^ {2}k\d+ (.) (.*)$/gm)]
      const seen = lines.map(([, type, text = '']): unknown => {
        const shown: unknown = text === 'NULL' ? null : JSON.parse(text)
        return type === 'a' || type === 'm' || type === 'i' || type === 'd' || type === 'b'
          ? JSON.parse(String(shown))
          : shown
      })
      expect(seen).toEqual(values.map(({ shown }) => shown))
    }),
    { numRuns: 150 },
  )
})

/** Rewrites every object of a document, the innermost first. */
function rewrite(json: Json, change: (key: string, value: Json) => [string, Json]): Json {
  if (Array.isArray(json)) return json.map((element) => rewrite(element, change))
  if (json === null || typeof json !== 'object') return json
  return Object.fromEntries(Object.entries(json).map(([key, value]) => change(key, rewrite(value, change))))
}

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

const IDS = ['traceId', 'spanId', 'parentSpanId']
const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER']
const CODES = ['UNSET', 'OK', 'ERROR']
const base64 = (hex: Json): string => Buffer.from(String(hex), 'hex').toString('base64')

/** How else the same document comes. */
const FORMS: Record<string, (document: Json) => Json> = {
  'in snake case': (document) => rewrite(document, (key, value) => [snake(key), value]),
  'as protobuf’s own JSON': (document) =>
    rewrite(document, (key, value) => {
      if (IDS.includes(key)) return [key, base64(value)]
      if (key === 'kind') return [key, `SPAN_KIND_${KINDS[Number(value)]}`]
      return [key, key === 'code' ? `STATUS_CODE_${CODES[Number(value)]}` : value]
    }),
  'as Go’s structs': (document) =>
    rewrite(document, (key, value) => {
      if (IDS.includes(key)) return [snake(key), base64(value)]
      const field = /^(string|bool|int|double|array|kvlist|bytes)Value$/.exec(key)?.[0]
      if (field !== undefined) return ['Value', { [field.slice(0, 1).toUpperCase() + field.slice(1)]: value }]
      return [snake(key), value]
    }),
  'with the older names of scopes': (document) =>
    rewrite(document, (key, value) => {
      if (key === 'scopeSpans') return ['instrumentationLibrarySpans', value]
      return [key === 'scope' ? 'instrumentationLibrary' : key, value]
    }),
  'in Tempo’s first answer': (document) =>
    rewrite(document, (key, value) => [key === 'resourceSpans' ? 'batches' : key, value]),
  'in Tempo’s second answer': (document) => ({ trace: document, status: 'COMPLETE', metrics: {} }),
  'in an answer of Jaeger': (document) => ({ result: document }),
  'in data': (document) => ({ data: document }),
  'in a list in data': (document) => ({ data: [document] }),
  'in a list': (document) => [document],
  'with numbers for its times': (document) =>
    rewrite(document, (key, value) => [key, key.endsWith('UnixNano') ? Number(value) : value]),
}

const span = fc.record({
  traceId: fc.constant('0123456789abcdef0123456789abcdef'),
  spanId: fc.constant('0123456789abcdef'),
  parentSpanId: fc.constant('fedcba9876543210'),
  name: fc.string(),
  kind: fc.nat(5),
  // Whole microseconds near 2024 which a double holds exactly.
  startTimeUnixNano: fc.nat(1 << 20).map((number) => String(1_709_290_800_000_000_000n + BigInt(number) * 256_000n)),
  attributes: fc
    .array(value, { maxLength: 5 })
    .map((values) => values.map(({ any }, index) => ({ key: `k${index}`, value: any }))),
  events: fc.constant([{ timeUnixNano: '1709290800000000000', name: 'event', attributes: [] }]),
  status: fc.nat(2).map((code) => ({ code, message: 'so' })),
})

it.each(Object.entries(FORMS))('is the same %s', async (_, change) => {
  await fc.assert(
    fc.asyncProperty(fc.array(span, { minLength: 1, maxLength: 3 }), fc.boolean(), async (spans, pretty) => {
      const plain = otlpDocument(spans)
      const document: Json = JSON.parse(plain)
      const changed = change(document)
      const decoded = await decodeBytes(JSON.stringify(changed, null, pretty ? 2 : 0), { windowBytes: 500 })
      expect(decoded.result).toMatchObject({ recognised: { format: 'otlp_json' }, records: spans.length, rejected: 0 })
      expect(goldenText(decoded.batches)).toBe(goldenText((await decodeBytes(plain)).batches))
    }),
    { numRuns: 40 },
  )
})

/** JSON text with white space between its tokens, as `spaces` say in turn. */
function spaced(json: Json, spaces: string[]): string {
  let turn = 0
  const space = (): string => spaces[turn++ % spaces.length] ?? ''
  const write = (value: Json): string => {
    if (Array.isArray(value)) return `[${space()}${value.map(write).join(`${space()},${space()}`)}${space()}]`
    if (value === null || typeof value !== 'object') return JSON.stringify(value)
    const fields = Object.entries(value).map(
      ([key, field]) => `${JSON.stringify(key)}${space()}:${space()}${write(field)}`,
    )
    return `{${space()}${fields.join(`${space()},${space()}`)}${space()}}`
  }
  return write(json)
}

/** An attribute of few keys, so that they repeat, in any form. */
const attribute: fc.Arbitrary<Json> = fc
  .tuple(
    fc.constantFrom('http.route', 'http.method', 'a', 'é', 'quote"d', 'x'.repeat(300), 'long.'.repeat(200)),
    fc.oneof(
      fc.string({ unit: fc.constantFrom(...'ab"\\\n\u0001é→😀}],') }).map((text): Json => ({ stringValue: text })),
      fc.nat(600).map((length): Json => ({ stringValue: 'y'.repeat(length) })),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((integer): Json => ({ intValue: String(integer) })),
      fc.integer().map((integer): Json => ({ intValue: integer })),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((double): Json => ({ doubleValue: double })),
      fc.constantFrom<Json>({ boolValue: true }, {}, { stringValue: null }, { intValue: '1e3' }, null, 'bare', [1]),
      fc.constant<Json>({ arrayValue: { values: [{ stringValue: 'a' }] } }),
    ),
    fc.nat(9),
  )
  .map(([key, any, order]): Json => {
    if (order === 0) return { value: any, key }
    return order === 1 ? { key, value: any, more: [{}] } : { key, value: any }
  })

it('reads attributes by how they were written before as it reads them anew', async () => {
  const lists = fc.array(fc.array(attribute, { maxLength: 8 }), { minLength: 1, maxLength: 12 })
  const spaces = fc.array(fc.constantFrom('', ' ', '  ', '\t'), { minLength: 7, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(lists, spaces, fc.integer({ min: 40, max: 3_000 }), async (all, spacing, windowBytes) => {
      const spans = all.map((attributes, index) => ({ ...otlpSpan(index), attributes }))
      const document: Json = JSON.parse(otlpDocument(spans))
      // In files of their own, where nothing is known yet.
      const anew: string[] = []
      for (const span of spans) {
        const { batches, result } = await decodeBytes(otlpDocument([span]))
        expect(result.rejected).toBe(0)
        anew.push(goldenText(batches))
      }
      for (const text of [JSON.stringify(document), JSON.stringify(document, null, 1), spaced(document, spacing)]) {
        const { batches, result } = await decodeBytes(text, { windowBytes })
        expect(result.rejected).toBe(0)
        expect(goldenText(batches)).toBe(anew.join('\n'))
      }
    }),
    { numRuns: 80 },
  )
})

it('reads any time to the nanosecond', async () => {
  const time = fc.oneof(
    fc.bigInt({ min: 1n, max: 2n ** 63n - 2n }),
    fc.bigInt({ min: 1_600_000_000_000_000_000n, max: 1_800_000_000_000_000_000n }),
    fc.constantFrom(1n, 999_999_999n, 1_000_000_000n, 10n ** 18n - 1n, 10n ** 18n, 2n ** 32n, 2n ** 63n - 2n),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(time, { minLength: 1, maxLength: 20 }), async (times) => {
      const spans = times.map((start, index) => ({
        ...otlpSpan(index),
        startTimeUnixNano: String(start),
        endTimeUnixNano: '',
      }))
      const { batches } = await decodeBytes(otlpDocument(spans))
      expect(batches.flatMap(({ start, count }) => [...start.subarray(0, count)])).toEqual(times)
    }),
  )
})

it('says that Tempo’s answer is not the whole trace, whatever comes first', async () => {
  const trace: Json = JSON.parse(otlpDocument([otlpSpan(1)]))
  for (const answer of [
    { trace, status: 'PARTIAL', message: 'too large' },
    { status: 1, message: 'too large', trace },
  ]) {
    const { result } = await decodeBytes(JSON.stringify(answer))
    expect(result.problems).toMatchObject([
      { code: 'partial_trace', message: expect.stringMatching(/whole trace: too large/), occurrences: 1 },
    ])
  }
  for (const status of ['COMPLETE', 0, null, {}]) {
    const { result } = await decodeBytes(JSON.stringify({ trace, status, message: '' }))
    expect(result.problems).toEqual([])
  }
})

it('tells the console output of JavaScript from JSON', async () => {
  const text = `{
  resource: { attributes: { 'service.name': 'shop' } },
  traceId: '5b8efff798038103d269b633813fc60c',
  parentSpanContext: undefined,
  name: 'main',
  id: 'eee19b7ec3c1b174',
  kind: 0,
  timestamp: 1709290800000000,
  duration: 1000.5,
  attributes: {},
  status: { code: 0 }
}
`
  await withFile(text, async (path) => {
    expect(await recogniseFile(path)).toEqual({
      looksLike: expect.stringContaining('OpenTelemetry’s console exporter for JavaScript'),
    })
  })
})

const folder = process.env['TRACELOUPE_TRACES'] ?? ''
const TEMPO = ['trace-with-db-namespace.json', 'trace-with-virtual-nodes.json']

describe.skipIf(folder === '')('downloads of Tempo (TRACELOUPE_TRACES)', () => {
  it.each(TEMPO)('%s: every id is what its base64 says', async (name) => {
    const path = join(folder, 'tempo/servicegraphs', name)
    const ids: string[] = []
    const hex = (id: unknown): string => Buffer.from(String(id), 'base64').toString('hex')
    JSON.parse(readFileSync(path, 'utf8'), (_, object: unknown) => {
      if (object !== null && typeof object === 'object' && 'spanId' in object && 'traceId' in object) {
        const parent = 'parentSpanId' in object ? ` < ${hex(object.parentSpanId)}` : ''
        ids.push(`span ${hex(object.traceId)} ${hex(object.spanId)}${parent}`)
      }
      return object
    })
    const { result, batches } = await decodeTrace(path)
    expect(goldenText(batches).match(/^span .*$/gm)).toEqual(ids)
    expect(result.problems).toMatchObject([{ code: 'base64_ids', occurrences: ids.length }])
  })

  it.each([
    ['lquerel-oltp-arrow/2_traces.json', 35],
    ['lquerel-oltp-arrow/trace_1.json', 1],
  ])('%s: %d spans that stand alone', async (path, count) => {
    const { result, batches } = await decodeTrace(join(folder, path))
    expect(result).toMatchObject({ recognised: { format: 'otlp_spans_json' }, records: count, problems: [] })
    const lines = readFileSync(join(folder, path), 'utf8').trim().split('\n')
    const expected = lines.map((line) => {
      const fields: Record<string, string | null> = JSON.parse(line)
      const { trace_id: trace, span_id: span, parent_span_id: parent } = fields
      return `span ${trace} ${span}${parent === null ? '' : ` < ${parent}`}`
    })
    expect(goldenText(batches).match(/^span .*$/gm)).toEqual(expected)
  })
})
