import { expect, test } from 'vitest'
import { durationRank } from '../../renderer/views/trace/marks/durationRank'

/** What the query host answers of these durations: of each share the value that stands there when they are sorted. */
function durationsOf(values: number[]) {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (percent: number) => sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)] ?? NaN
  return { spanCount: values.length, percentiles: Float64Array.from({ length: 101 }, (_, percent) => at(percent)) }
}

test('a rank is the share of spans that took less time, in whole percent', () => {
  for (const count of [10, 37, 100, 1204]) {
    const values = Array.from({ length: count }, (_, place) => (place * 7919) % 10_007)
    const durations = durationsOf(values)
    for (const duration of values) {
      const below = values.filter((value) => value < duration).length
      const expected = duration === Math.max(...values) ? 100 : Math.floor((100 * below) / count)
      expect(durationRank(duration, durations, 'x')?.percent).toBe(expected)
    }
  }
})

test('words say among how many of what', () => {
  const durations = durationsOf(Array.from({ length: 1204 }, (_, place) => place))
  expect(durationRank(1180, durations, 'GET /cart')).toEqual({
    percent: 98,
    words: 'slower than 98 % of 1,204 GET /cart',
    isSlow: true,
  })
  expect(durationRank(1203, durations, 'GET /cart')?.words).toBe('the slowest of 1,204 GET /cart')
  expect(durationRank(0, durations, 'GET /cart')?.words).toBe('the fastest of 1,204 GET /cart')
  expect(durationRank(600, durations, '')).toMatchObject({
    words: 'slower than 49 % of 1,204 (no name)',
    isSlow: false,
  })
})

test('no rank without a duration, among too few, or none that tells anything among equals', () => {
  expect(durationRank(NaN, durationsOf(Array.from({ length: 20 }, () => 1)), 'x')).toBeUndefined()
  expect(durationRank(5, durationsOf([1, 5, 9]), 'x')).toBeUndefined()
  expect(durationRank(5, { spanCount: 0, percentiles: new Float64Array(0) }, 'x')).toBeUndefined()
  const equal = durationRank(5, durationsOf(Array.from({ length: 20 }, () => 5)), 'x')
  expect(equal).toEqual({ percent: 50, words: 'as long as all 20 x', isSlow: false })
})
