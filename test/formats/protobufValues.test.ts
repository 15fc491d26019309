import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SpanBatch } from '../../main/import/SpanBatch'
import { decodeBytes } from '../support/decodeTrace'
import { otlpMessage } from '../support/otlpMessage'
import { bytes, double, integer, message, text } from '../support/protobufBytes'
import { otlpDocument, otlpSpan } from '../support/traceTexts'

const string = fc.string({ unit: fc.constantFrom(...'ab"\\/\n\t\u0000\u0001\u007fé→😀{}[]:, ') })
const integers = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.integer().map(BigInt),
  fc.constantFrom(...[49n, 53n, 56n, 63n].flatMap((bits) => [2n ** bits - 1n, -(2n ** bits), -(2n ** bits) + 1n])),
)
const doubles = fc.oneof(
  fc.double(),
  fc.integer({ min: -1e9, max: 1e9 }).map((thousandths) => thousandths / 1000),
  fc.constantFrom(0, -0, 1e-6, 1e-7, 999_999_999.999999, 1e15, 123_456_789.125, 0.000_001_5),
)

type Shown = [type: string, value: string | null]

/** An `AnyValue`, and how it is shown. */
const anyValue: fc.Arbitrary<{ bytes: Buffer; shown: Shown }> = fc.oneof(
  string.map((value) => ({ bytes: text(1, value), shown: ['s', value] as Shown })),
  fc.boolean().map((value) => ({ bytes: integer(2, value ? 1 : 0), shown: ['b', String(value)] as Shown })),
  integers.map((value) => ({ bytes: integer(3, value), shown: ['i', String(value)] as Shown })),
  doubles.map((value) => ({
    bytes: double(4, value),
    shown: ['d', Object.is(value, -0) ? '-0' : String(value)] as Shown,
  })),
  fc.uint8Array({ maxLength: 9 }).map((value) => ({
    bytes: bytes(7, value),
    shown: ['x', Buffer.from(value).toString('base64')] as Shown,
  })),
  string.map((value) => ({
    bytes: message(5, message(1, text(1, value))),
    shown: ['a', JSON.stringify([value])] as Shown,
  })),
  fc.dictionary(string, integers, { noNullPrototype: true }).map((value) => ({
    bytes: message(
      6,
      ...Object.entries(value).map(([key, number]) => message(1, text(1, key), message(2, integer(3, number)))),
    ),
    shown: [
      'm',
      `{${Object.entries(value)
        .map(([key, number]) => `${JSON.stringify(key)}:${number}`)
        .join(',')}}`,
    ] as Shown,
  })),
  fc.constant({ bytes: Buffer.alloc(0), shown: ['n', null] as Shown }),
)

it('shows any attribute as JavaScript writes it', async () => {
  const rows = fc.array(fc.uniqueArray(fc.tuple(string, anyValue), { selector: ([key]) => key, maxLength: 8 }), {
    minLength: 1,
    maxLength: 5,
  })
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 16, max: 900 }), fc.boolean(), async (rows, windowBytes, valueFirst) => {
      const spans = rows.map((attributes) =>
        message(
          2,
          bytes(1, Buffer.alloc(16, 1)),
          bytes(2, Buffer.alloc(8, 2)),
          ...attributes.map(([key, { bytes }]) => {
            const parts = [text(1, key), message(2, bytes)]
            return message(9, ...(valueFirst ? parts.toReversed() : parts))
          }),
        ),
      )
      const { batches } = await decodeBytes(message(1, message(2, ...spans)), { windowBytes })
      expect(attributesOf(batches)).toEqual(rows.map((row) => row.map(([key, { shown }]) => [key, ...shown])))
    }),
    { numRuns: 300 },
  )
})

it('keeps values apart which rows share, over windows, batches and broken spans', async () => {
  const value = fc.constantFrom('GET', 'POST', 'x'.repeat(90), 'é', '')
  const row = fc.record({ values: fc.tuple(value, value, value), trace: fc.nat(2), broken: fc.boolean() })
  const rows = fc.array(row, { minLength: 1, maxLength: 30 })
  const windowBytes = fc.integer({ min: 16, max: 3_000 })
  await fc.assert(
    fc.asyncProperty(rows, windowBytes, fc.integer({ min: 1, max: 7 }), async (rows, windowBytes, rowsPerBatch) => {
      const spans = rows.map(({ values, trace, broken }) =>
        message(
          2,
          bytes(1, Buffer.alloc(16, trace + 1)),
          bytes(2, Buffer.alloc(8, 2)),
          ...values.map((value, index) => message(9, text(1, `key ${index}`), message(2, text(1, value)))),
          ...(broken ? [text(6, 'no kind')] : []),
        ),
      )
      const { batches } = await decodeBytes(message(1, message(2, ...spans)), { windowBytes, rowsPerBatch })
      const taken = rows.filter(({ broken }) => !broken)
      expect(attributesOf(batches)).toEqual(
        taken.map(({ values }) => values.map((value, index) => [`key ${index}`, 's', value])),
      )
      expect(batches.flatMap((batch) => cellsOf(batch, batch.traceId))).toEqual(
        taken.map(({ trace }) => `0${trace + 1}`.repeat(16)),
      )
    }),
    { numRuns: 150 },
  )
})

it('takes metrics for nothing else, whatever their names', async () => {
  const name = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.string({ minLength: 16, maxLength: 16, unit: 'grapheme-ascii' }),
  )
  const description = fc.oneof(fc.string(), fc.string({ minLength: 8, maxLength: 8, unit: 'grapheme-ascii' }))
  const kind = fc.constantFrom(5, 7, 9, 10, 11)
  const points = fc.constantFrom(Buffer.alloc(0), message(1, integer(6, 1)), integer(2, 2))
  await fc.assert(
    fc.asyncProperty(name, description, kind, points, async (name, description, kind, points) => {
      const metric = message(2, text(1, name), text(2, description), text(3, '1'), bytes(kind, points))
      const { result } = await decodeBytes(message(1, message(2, metric)))
      expect(result).toMatchObject({ recognised: { format: 'otlp_protobuf' }, records: 0 })
      expect(result.problems).toMatchObject([{ code: 'metrics_left_out', occurrences: 1 }])
    }),
  )
})

it('writes text of any length, also where it is not UTF-8', async () => {
  for (const length of [0, 1, 2, 3, 4, 5, 7, 8, 63, 127, 128, 199, 200, 201, 5_000]) {
    const name = 'abcdefg'.repeat(length).slice(0, length)
    const spans = [name, `${name}é`].map((name) => ({ ...otlpSpan(1), name }))
    const { batches } = await decodeBytes(otlpMessage(JSON.parse(otlpDocument(spans))))
    expect(batches.flatMap((batch) => cellsOf(batch, batch.name))).toEqual([name, `${name}é`])
    const broken = message(2, bytes(1, Buffer.alloc(16, 1)), integer(6, 1), bytes(5, Buffer.from(`${name}ÿ`, 'latin1')))
    const mended = await decodeBytes(message(1, message(2, broken)))
    expect(mended.batches.flatMap((batch) => cellsOf(batch, batch.name))).toEqual([`${name}\ufffd`])
    expect(mended.result.problems).toMatchObject([{ code: 'not_utf8' }])
  }
})

function attributesOf(batches: SpanBatch[]): (string | null)[][][] {
  return batches.flatMap((batch) => {
    const { first, key, keys, value, types } = batch.attributes
    const [names, values, letters] = [cellsOf(batch, keys), cellsOf(batch, value), cellsOf(batch, types)]
    return Array.from({ length: batch.count }, (_, row) =>
      [...(letters[row] ?? '')].map((letter, index) => {
        const entry = (first[row] ?? 0) + index
        return [names[key[entry] ?? 0] ?? null, letter, values[entry] ?? null]
      }),
    )
  })
}

function cellsOf({ text }: SpanBatch, { offset, length }: SpanBatch['name']): (string | null)[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  return Array.from(offset, (start, row) => {
    const count = length[row] ?? -1
    return count < 0 ? null : decoder.decode(text.subarray(start, start + count))
  })
}
