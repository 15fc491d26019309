import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBytes, type DecodeResult } from '../support/decodeTrace'
import { formatFixtures } from '../support/formatFixtures'
import { goldenText } from '../support/goldenText'
import { jsonValuePlaces } from '../support/jsonValuePlaces'
import { nestedAnyValue } from '../support/nestedAnyValue'
import { otlpDocument, otlpSpan } from '../support/traceTexts'

const DEEP = 100_000
/** Of a property on one fixture: all fixtures together take as long whether they are few or many. */
const RUNS = Math.max(8, Math.round(240 / formatFixtures.length))
const windowBytes = fc.integer({ min: 16, max: 5_000 })

/**
 * Whatever became of it: what was taken and what was rejected add up, each rejection is told, all text is UTF-8, and
 * all of that is the same for the bytes in one piece and in windows.
 */
async function expectSound(bytes: Uint8Array, windowBytes: number): Promise<void> {
  const whole = await decodeBytes(bytes, { windowBytes: bytes.length + 1 })
  const pieces = await decodeBytes(bytes, { windowBytes })
  const { records, rejected, problems } = whole.result
  expect(records).toBe(whole.spans + rejected)
  expect(problems.reduce((sum, { occurrences }) => sum + occurrences, 0)).toBeGreaterThanOrEqual(rejected)
  expect(goldenText(pieces.batches)).toBe(goldenText(whole.batches))
  expect(withoutSamples(pieces.result)).toEqual(withoutSamples(whole.result))
}

describe.each(formatFixtures)('$name', ({ bytes, isText }) => {
  it('survives being cut anywhere', async () => {
    const { spans } = await decodeBytes(bytes)
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), windowBytes, async (length, windowBytes) => {
        const cut = bytes.subarray(0, length)
        await expectSound(cut, windowBytes)
        expect((await decodeBytes(cut)).spans).toBeLessThanOrEqual(spans)
      }),
      { numRuns: RUNS },
    )
  })

  it('survives bytes that flip', async () => {
    const flip = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255))
    const flips = fc.array(flip, { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(flips, windowBytes, async (flips, windowBytes) => {
        const changed = Buffer.from(bytes)
        for (const [at, byte] of flips) changed[at] = byte
        await expectSound(changed, windowBytes)
      }),
      { numRuns: RUNS },
    )
  })

  it('survives losing and repeating parts', async () => {
    const place = fc.nat(bytes.length)
    await fc.assert(
      fc.asyncProperty(place, place, windowBytes, async (a, b, windowBytes) => {
        await expectSound(Buffer.concat([bytes.subarray(0, a), bytes.subarray(b)]), windowBytes)
      }),
      { numRuns: RUNS },
    )
  })

  it('survives a part that comes very often', async () => {
    const place = fc.nat(bytes.length)
    await fc.assert(
      fc.asyncProperty(place, place, windowBytes, async (a, b, windowBytes) => {
        const part = bytes.subarray(Math.min(a, b), Math.max(a, b))
        const times = Math.ceil(20_000 / (part.length + 1))
        const parts = Array.from({ length: times }, () => part)
        await expectSound(Buffer.concat([bytes.subarray(0, a), ...parts, bytes.subarray(a)]), windowBytes)
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    )
  })

  it.runIf(isText)('survives any value in the place of any other', async () => {
    const text = bytes.toString()
    const place = fc.constantFrom(...jsonValuePlaces(text))
    const { nested } = fc.letrec<{ nested: unknown; leaf: unknown }>((tie) => ({
      leaf: fc.oneof(fc.jsonValue({ maxDepth: 0 }), fc.constantFrom(1e300, -1, '', 'x'.repeat(9_000), '\u0000"é😀')),
      nested: fc.oneof(
        { maxDepth: 6, withCrossShrink: true },
        tie('leaf'),
        fc.array(tie('nested'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom('key', 'value', 'spans', 'traceId', 'stringValue', 'data', ''), tie('nested'), {
          maxKeys: 4,
        }),
      ),
    }))
    await fc.assert(
      fc.asyncProperty(place, nested, windowBytes, async ([start, end], value, windowBytes) => {
        await expectSound(Buffer.from(text.slice(0, start) + JSON.stringify(value) + text.slice(end)), windowBytes)
      }),
      { numRuns: RUNS },
    )
  })

  it.runIf(isText).each([
    ['arrays', '['.repeat(DEEP) + ']'.repeat(DEEP)],
    ['objects', '{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP)],
    ['arrays that are not closed', '[{"a":'.repeat(DEEP)],
  ])(`survives ${DEEP} levels of %s in the place of any value`, async (_, deep) => {
    const text = bytes.toString()
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...jsonValuePlaces(text)), async ([start, end]) => {
        await expectSound(Buffer.from(text.slice(0, start) + deep + text.slice(end)), 4_000)
      }),
      { numRuns: Math.ceil(RUNS / 8) },
    )
  })
})

it(`takes or rejects an attribute of ${DEEP} levels in protobuf`, async () => {
  const bytes = nestedAnyValue(DEEP)
  await expectSound(bytes, 4_000)
  expect((await decodeBytes(bytes)).result).toMatchObject({ recognised: { format: 'otlp_protobuf' }, records: 1 })
})

it('takes any attribute as JSON.parse does', async () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab"\\/\n\t\u0001\u007fé→😀{}[]:, ') })
  const value = fc.oneof(
    text.map((string) => ({ any: { stringValue: string }, type: 's', shown: string })),
    fc.boolean().map((boolean) => ({ any: { boolValue: boolean }, type: 'b', shown: String(boolean) })),
    fc
      .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
      .map((integer) => ({ any: { intValue: String(integer) }, type: 'i', shown: String(integer) })),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((double) => ({
      any: { doubleValue: double },
      type: 'd',
      shown: JSON.stringify(double) === '0' ? '0' : String(double),
    })),
  )
  const attributes = fc.uniqueArray(fc.tuple(text, value), { selector: ([key]) => key, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(attributes, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 30, max: 900 }),
      async (rows, windowBytes) => {
        const spans = rows.map((row, index) => ({
          ...otlpSpan(index),
          attributes: row.map(([key, { any }]) => ({ key, value: any })),
        }))
        const { batches } = await decodeBytes(otlpDocument(spans), { windowBytes })
        const expected = rows.map((row) => row.map(([key, { type, shown }]) => [key, type, shown]))
        expect(attributesOf(batches)).toEqual(expected)
      },
    ),
    { numRuns: 150 },
  )
})

/** A sample ends where the window does. */
function withoutSamples({ problems, ...result }: DecodeResult): object {
  return { ...result, problems: problems.map((problem) => ({ ...problem, sample: null })) }
}

function attributesOf(batches: Awaited<ReturnType<typeof decodeBytes>>['batches']): string[][][] {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return batches.flatMap(({ text, count, attributes: { first, key, keys, value, types } }) => {
    const read = (cells: typeof keys, entry: number): string => {
      const start = cells.offset[entry] ?? 0
      return decoder.decode(text.subarray(start, start + (cells.length[entry] ?? 0)))
    }
    return Array.from({ length: count }, (_, row) => {
      const entries = Array.from(
        { length: (first[row + 1] ?? 0) - (first[row] ?? 0) },
        (_, index) => (first[row] ?? 0) + index,
      )
      const letters = read(types, row)
      return entries.map((entry, index) => [read(keys, key[entry] ?? 0), letters[index] ?? '', read(value, entry)])
    })
  })
}

it('tells the same of what stands in the place of a value, wherever a window ends in it', async () => {
  const lines = [otlpDocument([otlpSpan(1)]), '{"resourceSpans":[{"scopeSpans":!{"a":1},"b":[]}]}']
  const bytes = Buffer.from(lines.join('\n'))
  const whole = await decodeBytes(bytes, { windowBytes: bytes.length + 1 })
  expect(whole.result.problems.length).toBeGreaterThan(0)
  for (let windowBytes = 16; windowBytes < 120; windowBytes++) {
    const pieces = await decodeBytes(bytes, { windowBytes })
    expect(withoutSamples(pieces.result), `windows of ${windowBytes}`).toEqual(withoutSamples(whole.result))
  }
})
