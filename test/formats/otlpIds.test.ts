import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeBytes } from '../support/decodeTrace'
import { goldenText } from '../support/goldenText'
import { otlpDocument, otlpSpan } from '../support/traceTexts'

const TRACE = '5b8efff798038103d269b633813fc60c'
const SPAN = 'eee19b7ec3c1b174'

function base64(bytes: string | Buffer): string {
  return Buffer.from(bytes).toString('base64')
}

function base64OfBytes(hex: string): string {
  return base64(Buffer.from(hex, 'hex'))
}

/** The ids of one span as the archive shows them, and the codes of the notices. */
async function idsOf(traceId: unknown, spanId: unknown): Promise<unknown[]> {
  const { result, batches } = await decodeBytes(otlpDocument([{ ...otlpSpan(1), traceId, spanId }]))
  const [, trace, span] = /^span (\S+) (\S+)/.exec(goldenText(batches)) ?? []
  return [trace, span, result.problems.map(({ code }) => code)]
}

it.each<[string, string, string, string, string, string[]]>([
  ['hexadecimal', TRACE, SPAN, TRACE, SPAN, []],
  ['in capitals', TRACE.toUpperCase(), SPAN.toUpperCase(), TRACE, SPAN, []],
  ['short', 'abc', 'D', 'abc'.padStart(32, '0'), 'd'.padStart(16, '0'), []],
  ['in base64', base64OfBytes(TRACE), base64OfBytes(SPAN), TRACE, SPAN, ['base64_ids']],
  ['in URL-safe base64', base64OfBytes(TRACE).replaceAll('/', '_'), SPAN, TRACE, SPAN, ['base64_ids']],
  ['encoded twice', base64(TRACE), base64(SPAN.toUpperCase()), TRACE, SPAN, ['base64_hex_ids']],
  ['in base64, of 64 bits', base64OfBytes(SPAN), SPAN, SPAN.padStart(32, '0'), SPAN, ['base64_ids']],
  ['encoded twice, of 64 bits', base64(SPAN), SPAN, SPAN.padStart(32, '0'), SPAN, ['base64_hex_ids']],
  ['of both kinds', base64OfBytes(TRACE), base64(SPAN), TRACE, SPAN, ['base64_ids', 'base64_hex_ids']],
  ['hexadecimal, though it could be base64', 'abcdabcdabcd', SPAN, 'abcdabcdabcd'.padStart(32, '0'), SPAN, []],
  ['of another length', base64('abc='), base64('seven b'), base64('abc='), base64('seven b'), []],
  ['too long for a span', TRACE, base64OfBytes(TRACE), TRACE, base64OfBytes(TRACE), []],
  ['no base64 at all', 'a:b:c:d:e:f=', 'x!xxxxxxxxx=', 'a:b:c:d:e:f=', 'x!xxxxxxxxx=', []],
  ['base64 that no encoder writes', TRACE, 'AAAAAAAAAAB=', TRACE, 'AAAAAAAAAAB=', []],
  ['nothing but padding', '====', '=', '====', '=', []],
])('takes ids %s', async (_, traceId, spanId, trace, span, codes) => {
  expect(await idsOf(traceId, spanId)).toEqual([trace, span, codes])
})

it('takes any ids in base64, also with escapes, as their digits', async () => {
  const bytes = (length: number): fc.Arbitrary<string> =>
    fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Buffer.from(array).toString('hex'))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(bytes(16), bytes(8)), { minLength: 1, maxLength: 20 }), async (ids) => {
      const spans = ids.map(([traceId, spanId], index) => ({ ...otlpSpan(index), traceId, spanId }))
      const encoded = spans.map(({ traceId, spanId, ...span }) => ({
        ...span,
        traceId: base64OfBytes(traceId),
        spanId: base64OfBytes(spanId),
      }))
      const plain = await decodeBytes(otlpDocument(spans))
      const decoded = await decodeBytes(otlpDocument(encoded).replaceAll('/', '\\/').replaceAll('=', '\\u003d'))
      expect(goldenText(decoded.batches)).toBe(goldenText(plain.batches))
      expect(decoded.result.problems).toMatchObject([{ code: 'base64_ids', occurrences: ids.length }])
    }),
    { numRuns: 60 },
  )
})

it('takes a parent of nothing but zeros for none, also in base64', async () => {
  for (const parentSpanId of ['', '0000000000000000', 'AAAAAAAAAAA=', base64('0000000000000000'), null]) {
    const { batches } = await decodeBytes(otlpDocument([{ ...otlpSpan(1), parentSpanId }]))
    expect(goldenText(batches)).toMatch(/^span \S+ \S+\n/)
  }
})
