import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NO_TIME } from '../../main/import/SpanBatch'
import { decodeBytes } from '../support/decodeTrace'
import { jaegerDocument } from '../support/traceTexts'

const LATEST = 9_223_372_036_854_775_806n
const microseconds = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n }),
  fc.bigInt({ min: 1_600_000_000_000_000n, max: 1_800_000_000_000_000n }),
  fc.nat().map(BigInt),
  fc.constantFrom(0n, 99_999_999n, 100_000_000n, 2n ** 32n, 2n ** 53n - 1n, 2n ** 53n, 10n ** 16n, LATEST / 1000n),
)

it('reads times in microseconds exactly, however long they are', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(microseconds, microseconds, fc.boolean()), { minLength: 1, maxLength: 20 }),
      async (times) => {
        const spans = times.map(([start, duration, quoted]) => {
          const written = (number: bigint): string => (quoted ? `"${number}"` : String(number))
          return `{"traceID":"a","spanID":"b","startTime":${written(start)},"duration":${written(duration)},"logs":[{"timestamp":${written(start)}}]}`
        })
        const { batches } = await decodeBytes(
          jaegerDocument([], {}).replace('"spans":[]', `"spans":[${spans.join(',')}]`),
        )
        const [batch] = batches
        const start = times.map(([time]) => nanoseconds(time))
        expect([...(batch?.start ?? [])]).toEqual(start)
        expect([...(batch?.events.time ?? [])]).toEqual(start)
        expect([...(batch?.end ?? [])]).toEqual(
          times.map(([time, duration]) => {
            if (nanoseconds(time) === NO_TIME || nanoseconds(duration) === NO_TIME) return NO_TIME
            const end = (time + duration) * 1000n
            return end < 2n ** 63n ? end : NO_TIME
          }),
        )
      },
    ),
    { numRuns: 200, seed: 5 },
  )
})

it('reads fractions and exponents of microseconds', async () => {
  const times = ['1700000000000000.25', '1.7e15', '17000000000000e2', '-5', '12.5']
  const spans = times.map((time) => `{"traceID":"a","spanID":"b","startTime":${time},"duration":1.5}`)
  const { batches } = await decodeBytes(jaegerDocument([], {}).replace('"spans":[]', `"spans":[${spans.join(',')}]`))
  expect([...(batches[0]?.start ?? [])]).toEqual([
    1_700_000_000_000_000_250n,
    1_700_000_000_000_000_000n,
    1_700_000_000_000_000_000n,
    -5000n,
    12_500n,
  ])
  expect(batches[0]?.end[4]).toBe(14_000n)
})

function nanoseconds(microseconds: bigint): bigint {
  return microseconds * 1000n > LATEST ? NO_TIME : microseconds * 1000n
}
