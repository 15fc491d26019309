import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DecodeResult } from '../../main/import/decodeFile'
import { decodeBytes } from '../support/decodeTrace'
import { goldenText } from '../support/goldenText'
import { otlpDocument, otlpSpan } from '../support/traceTexts'

const folder = join(import.meta.dirname, '../fixtures')
const fixtures = ['otlp', 'jaeger', 'zipkin'].flatMap((format) =>
  readdirSync(join(folder, format))
    .filter((name) => /\.jsonl?$/.test(name))
    .map((name) => [name, readFileSync(join(folder, format, name))] as const),
)

/** Whatever became of it: what was taken and what was rejected add up, and all text is UTF-8. */
async function expectAccounted(bytes: Uint8Array, windowBytes: number): Promise<void> {
  const { result, batches, spans } = await decodeBytes(bytes, { windowBytes })
  expect(result.records).toBe(spans + result.rejected)
  expect(() => goldenText(batches)).not.toThrow()
  const told = result.problems.reduce((sum, { occurrences }) => sum + occurrences, 0)
  expect(told).toBeGreaterThanOrEqual(result.rejected)
}

describe.each(fixtures)('%s', (_, bytes) => {
  it('survives being cut anywhere', async () => {
    const cut = fc.nat(bytes.length - 1)
    await fc.assert(
      fc.asyncProperty(cut, fc.integer({ min: 16, max: 5_000 }), async (length, windowBytes) => {
        await expectAccounted(bytes.subarray(0, length), windowBytes)
      }),
      { numRuns: 40 },
    )
  })

  it('survives bytes that flip', async () => {
    const flip = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(
        fc.array(flip, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 16, max: 5_000 }),
        async (flips, windowBytes) => {
          const changed = Buffer.from(bytes)
          for (const [at, byte] of flips) changed[at] = byte
          await expectAccounted(changed, windowBytes)
          const whole = await decodeBytes(changed)
          const pieces = await decodeBytes(changed, { windowBytes })
          expect(goldenText(pieces.batches)).toBe(goldenText(whole.batches))
          // A sample ends where the window does.
          expect({ ...pieces.result, problems: withoutSamples(pieces.result) }).toEqual({
            ...whole.result,
            problems: withoutSamples(whole.result),
          })
        },
      ),
      { numRuns: 40 },
    )
  })

  it('survives losing and repeating parts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), fc.nat(bytes.length), async (a, b) => {
        await expectAccounted(Buffer.concat([bytes.subarray(0, a), bytes.subarray(b)]), 700)
      }),
      { numRuns: 40 },
    )
  })
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

function withoutSamples({ problems }: DecodeResult): object[] {
  return problems.map((problem) => ({ ...problem, sample: null }))
}

function attributesOf(batches: Awaited<ReturnType<typeof decodeBytes>>['batches']): string[][][] {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return batches.flatMap(({ text, count, attributes: { first, key, value, type } }) => {
    const read = (cells: typeof key, entry: number): string => {
      const start = cells.offset[entry] ?? 0
      return decoder.decode(text.subarray(start, start + (cells.length[entry] ?? 0)))
    }
    return Array.from({ length: count }, (_, row) => {
      const entries = Array.from(
        { length: (first[row + 1] ?? 0) - (first[row] ?? 0) },
        (_, index) => (first[row] ?? 0) + index,
      )
      return entries.map((entry) => [read(key, entry), String.fromCharCode(type[entry] ?? 0), read(value, entry)])
    })
  })
}

it('tells the same of what stands in the place of a value, wherever a window ends in it', async () => {
  const lines = [otlpDocument([otlpSpan(1)]), '{"resourceSpans":[{"scopeSpans":!{"a":1},"b":[]}]}']
  const bytes = Buffer.from(lines.join('\n'))
  const whole = await decodeBytes(bytes)
  expect(whole.result.problems.length).toBeGreaterThan(0)
  for (let windowBytes = 16; windowBytes < 120; windowBytes++) {
    const pieces = await decodeBytes(bytes, { windowBytes })
    expect(withoutSamples(pieces.result), `windows of ${windowBytes}`).toEqual(withoutSamples(whole.result))
  }
})
