import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formats } from '../../main/import/formats/index'
import { ipText } from '../../main/import/formats/zipkinProtobuf/ipText'
import { Head } from '../../main/import/Head'
import { decodeBytes } from '../support/decodeTrace'
import { goldenText } from '../support/goldenText'
import { bytes, integer, message } from '../support/protobufBytes'
import { zipkinMessage, type ZipkinSpan } from '../support/zipkinMessage'

const traces = process.env['TRACELOUPE_TRACES'] ?? ''
/** Exports of version 2 whose ids are hexadecimal. */
const EXPORTS = ['ascend', 'envoy', 'messaging', 'netflix', 'simple-db-p6', 'smartthings-oauth-authorization']

const text = fc.string({ unit: fc.constantFrom(...'ab"\\/\n\t\u0001\u007fé→😀{}[]:, ') })
const hex = (digits: number) =>
  fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: digits, maxLength: digits }).map((all) => all.join(''))
const endpoint = fc.record(
  {
    serviceName: text,
    ipv4: fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join('.')),
    ipv6: fc.constantFrom('2001:db8::c001', '::1', 'fe80::1:0:0:2'),
    port: fc.nat(65_535),
  },
  { requiredKeys: [] },
)
const spans: fc.Arbitrary<ZipkinSpan[]> = fc.array(
  fc.record(
    {
      traceId: fc.oneof(hex(16), hex(32)),
      id: hex(16),
      parentId: hex(16),
      kind: fc.constantFrom('CLIENT', 'SERVER', 'PRODUCER', 'CONSUMER'),
      name: text,
      timestamp: fc.integer({ min: 1, max: 2 ** 50 }),
      duration: fc.integer({ min: 1, max: 2 ** 50 }),
      localEndpoint: endpoint,
      remoteEndpoint: endpoint,
      annotations: fc.array(fc.record({ timestamp: fc.integer({ min: 1, max: 2 ** 50 }), value: text }), {
        maxLength: 3,
      }),
      tags: fc.dictionary(fc.oneof(text, fc.constantFrom('error', 'span.kind', 'otel.status_code')), text),
      debug: fc.boolean(),
      shared: fc.boolean(),
    },
    { requiredKeys: ['traceId', 'id'] },
  ),
  { minLength: 1, maxLength: 5 },
)

it('gives any span the rows that its JSON gives', async () => {
  await fc.assert(
    fc.asyncProperty(spans, fc.integer({ min: 16, max: 500 }), async (spans, windowBytes) => {
      const binary = await decodeBytes(zipkinMessage(spans), { windowBytes })
      expect(binary.result).toMatchObject({ recognised: { format: 'zipkin_protobuf' }, rejected: 0 })
      expect(goldenText(binary.batches)).toBe(goldenText((await decodeBytes(JSON.stringify(spans))).batches))
    }),
    { numRuns: 100 },
  )
})

it('is taken for nothing else', () => {
  fc.assert(
    fc.property(spans, (spans) => {
      const head = new Head(zipkinMessage(spans))
      expect(formats.filter(({ recognises }) => recognises(head)).map(({ name }) => name)).toEqual(['zipkin_protobuf'])
    }),
    { numRuns: 300 },
  )
})

it('needs both ids to be recognised, of their lengths', async () => {
  const [traceId, id] = [bytes(1, Buffer.alloc(16, 1)), bytes(3, Buffer.alloc(8, 2))]
  for (const fields of [[traceId], [id], [traceId, bytes(3, Buffer.alloc(7))], [bytes(1, Buffer.alloc(9)), id]]) {
    expect((await decodeBytes(message(1, ...fields))).result.recognised).toBeNull()
  }
  expect((await decodeBytes(message(1, traceId, id, integer(4, 1)))).result).toMatchObject({ records: 1, rejected: 0 })
})

it.each([
  ['10.0.0.1', [10, 0, 0, 1]],
  ['::', Array.from({ length: 16 }, () => 0)],
  ['::1', [...Array.from({ length: 15 }, () => 0), 1]],
  ['2001:db8::1:0:0:1', [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]],
  ['1:2:3:4:5:6:7:8', [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]],
  ['1:0:3:4:5:6:7:0', [0, 1, 0, 0, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 0]],
  ['192.168.0.1', [...Array.from({ length: 10 }, () => 0), 0xff, 0xff, 192, 168, 0, 1]],
  ['', [1, 2, 3]],
])('writes the address %s', (written, address) => {
  expect(ipText(Uint8Array.from(address))).toBe(written)
})

describe.skipIf(traces === '')('real traces (TRACELOUPE_TRACES)', () => {
  it.each(EXPORTS)('%s.json gives the same as protobuf', async (name) => {
    // Some of their addresses were written by hand, as 52.0.0.04.
    const json = readFileSync(join(traces, `zipkin/lens-testdata/${name}.json`), 'utf8').replace(/\.0(?=\d)/g, '.')
    const spans: ZipkinSpan[] = JSON.parse(json)
    const binary = await decodeBytes(zipkinMessage(spans))
    expect(binary.result).toMatchObject({
      recognised: { format: 'zipkin_protobuf' },
      records: spans.length,
      rejected: 0,
    })
    expect(goldenText(binary.batches)).toBe(goldenText((await decodeBytes(json)).batches))
  })
})
