import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { axisOf, exactLabel, momentLabel } from '../../renderer/views/trace/axis'
import { fitInto, isWhole, pan, SHORTEST_RANGE, zoomAround } from '../../renderer/views/trace/timeRange'

const MS = 1e6
const SECOND = 1e9
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

function labels(from: number, to: number, most = 8): string[] {
  return axisOf({ from, to }, most).ticks.map(({ label }) => label)
}

describe('time axis', () => {
  test('milliseconds', () => expect(labels(0, 412 * MS)).toEqual(['0', '100 ms', '200 ms', '300 ms', '400 ms']))
  test('seconds, with the digits of the step', () =>
    expect(labels(0, 2.3 * SECOND, 12)).toEqual([
      '0',
      '200 ms',
      '400 ms',
      '600 ms',
      '800 ms',
      '1.0 s',
      '1.2 s',
      '1.4 s',
      '1.6 s',
      '1.8 s',
      '2.0 s',
      '2.2 s',
    ]))
  test('microseconds and nanoseconds', () => {
    expect(labels(0, 950)).toEqual(['0', '200 ns', '400 ns', '600 ns', '800 ns'])
    expect(labels(0, 2500, 5)).toEqual(['0', '500 ns', '1.0 µs', '1.5 µs', '2.0 µs', '2.5 µs'].slice(0, 6))
  })
  test('minutes count in fifteens, hours in sixes', () => {
    expect(labels(0, 2 * MINUTE)).toEqual([
      '0',
      '15 s',
      '30 s',
      '45 s',
      '1 m',
      '1 m 15 s',
      '1 m 30 s',
      '1 m 45 s',
      '2 m',
    ])
    expect(labels(0, 50 * HOUR)).toEqual(['0', '12 h', '1 d', '1 d 12 h', '2 d'])
  })
  test('far from the start, labels count from a round moment', () => {
    const from = HOUR + 17.5 * MS
    const axis = axisOf({ from, to: from + 800 }, 8)
    expect(axis.anchorLabel).toBe('1 h 0.0175 s')
    expect(axis.ticks.map(({ label }) => label)).toEqual([
      '0',
      '+100 ns',
      '+200 ns',
      '+300 ns',
      '+400 ns',
      '+500 ns',
      '+600 ns',
      '+700 ns',
      '+800 ns',
    ])
  })
  test('before what they count from, labels are negative', () => {
    expect(labels(-300 * MS, 200 * MS, 5)).toEqual(['−300 ms', '−200 ms', '−100 ms', '0', '100 ms', '200 ms'])
    const far = axisOf({ from: -HOUR, to: -HOUR + 800 }, 4)
    expect([far.anchorLabel, ...far.ticks.map(({ label }) => label)]).toEqual([
      '−1 h',
      '0',
      '+200 ns',
      '+400 ns',
      '+600 ns',
      '+800 ns',
    ])
    expect(momentLabel(far, -HOUR + 123)).toBe('+123 ns')
  })
  test('nothing to divide', () => {
    expect(axisOf({ from: 5, to: 5 }, 8).ticks).toEqual([])
    expect(axisOf({ from: NaN, to: NaN }, 8).ticks).toEqual([])
    expect(axisOf({ from: 0, to: 5 }, 0).ticks).toEqual([])
  })

  test('ticks lie in the range, ascend by the step, are no more than asked and never read alike', () => {
    const start = fc.double({ min: -1e15, max: 1e15, noNaN: true }).map(Math.round)
    fc.assert(
      fc.property(
        start,
        fc.double({ min: 20, max: 1e14, noNaN: true }),
        fc.integer({ min: 1, max: 20 }),
        (from, length, most) => {
          const axis = axisOf({ from, to: from + length }, most)
          expect(axis.ticks.length).toBeLessThanOrEqual(most + 1)
          for (const [index, { offset }] of axis.ticks.entries()) {
            expect(offset).toBeGreaterThanOrEqual(from - 1e-6 * axis.step)
            expect(offset).toBeLessThanOrEqual(from + length + 1e-6 * axis.step)
            const before = axis.ticks[index - 1]
            if (before) expect(Math.abs(offset - before.offset - axis.step)).toBeLessThan(1e-3 * axis.step)
          }
          const texts = axis.ticks.map(({ label }) => label)
          expect(new Set(texts).size).toBe(texts.length)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('exact labels', () => {
  test.each([
    [0, '0 ns'],
    [412, '412 ns'],
    [1500, '1.5 µs'],
    [17_250_000, '17.25 ms'],
    [1_627_498_260, '1.62749826 s'],
    [MINUTE, '1 m'],
    [HOUR + 2 * MINUTE + 3_000_004_000, '1 h 2 m 3.000004 s'],
    [-2500, '−2.5 µs'],
  ])('%d is %s', (offset, label) => expect(exactLabel(offset)).toBe(label))

  test('of a moment under the pointer, as exact as the pixels', () => {
    expect(momentLabel(axisOf({ from: 0, to: 412 * MS }, 8), 123_456_789)).toBe('123 ms')
    const far = axisOf({ from: HOUR, to: HOUR + 800 }, 8)
    expect(momentLabel(far, HOUR + 123)).toBe('+123 ns')
  })
})

describe('the stretch of time in view', () => {
  const extent = { from: 0, to: 1000 }
  test('stays inside the trace', () => {
    expect(fitInto(extent, { from: -100, to: 300 })).toEqual({ from: 0, to: 400 })
    expect(fitInto(extent, { from: 900, to: 1300 })).toEqual({ from: 600, to: 1000 })
    expect(fitInto(extent, { from: -100, to: 5000 })).toEqual({ from: 0, to: 1000 })
    expect(fitInto(extent, { from: 500, to: 501 })).toEqual({ from: 500, to: 500 + SHORTEST_RANGE })
    expect(fitInto({ from: 0, to: 5 }, { from: 1, to: 2 })).toEqual({ from: 0, to: 5 })
  })
  test('moves and keeps its length', () => {
    expect(pan(extent, { from: 100, to: 200 }, 50)).toEqual({ from: 150, to: 250 })
    expect(pan(extent, { from: 100, to: 200 }, -500)).toEqual({ from: 0, to: 100 })
  })
  test('is whole or not', () => {
    expect(isWhole(extent, { from: 0, to: 1000 })).toBe(true)
    expect(isWhole(extent, { from: 0, to: 999 })).toBe(false)
  })

  test('zooming in keeps the moment under the pointer where it is', () => {
    const big = { from: 0, to: 1e12 }
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (share, factor) => {
          const range = { from: 2e11, to: 6e11 }
          const at = range.from + share * (range.to - range.from)
          const zoomed = zoomAround(big, range, at, factor)
          expect(zoomed.to - zoomed.from).toBeCloseTo(4e11 * factor, -3)
          expect((at - zoomed.from) / (zoomed.to - zoomed.from)).toBeCloseTo(share, 6)
        },
      ),
    )
  })
  test('zooming in and out again ends at the whole trace', () => {
    let range = { from: 0, to: 1e12 }
    for (let i = 0; i < 200; i++) range = zoomAround({ from: 0, to: 1e12 }, range, 3e11, 0.8)
    expect(range.to - range.from).toBeCloseTo(SHORTEST_RANGE, 6)
    for (let i = 0; i < 200; i++) range = zoomAround({ from: 0, to: 1e12 }, range, 3e11, 1.25)
    expect(range).toEqual({ from: 0, to: 1e12 })
  })
})
