import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { timeDisplay } from '../../renderer/state/timeDisplay.svelte'
import { clockAxis } from '../../renderer/views/trace/time/clockAxis'
import { lengthOf, placeLabels } from '../../renderer/views/trace/time/placeLabels'
import { axisOn, momentOn, startOn, startWords, timeScaleOf } from '../../renderer/views/trace/time/timeScale'

const MS = 1e6
const SECOND = 1e9
const HOUR = 3600 * SECOND
/** 2024-01-31 12:00:00.123456789 UTC, a day that Berlin spends one hour ahead. */
const START = 1_706_702_400_123_456_789n
const MIDNIGHT = 1_706_659_200_000_000_000n
const zoneBefore = process.env['TZ']

beforeEach(() => timeDisplay.choose('utc'))
afterEach(() => {
  timeDisplay.choose('local')
  if (zoneBefore === undefined) delete process.env['TZ']
  else process.env['TZ'] = zoneBefore
})

function labels(from: number, to: number, most = 6): string[] {
  return clockAxis({ from, to }, most, MIDNIGHT).ticks.map(({ label }) => label)
}

describe('clock times on the axis', () => {
  test('stand at round moments, with the digits of the step', () => {
    expect(labels(12 * HOUR, 12.5 * HOUR)).toEqual(['12:00', '12:05', '12:10', '12:15', '12:20', '12:25', '12:30'])
    expect(labels(12 * HOUR + 1.2 * SECOND, 12 * HOUR + 4 * SECOND, 3)).toEqual(['12:00:02', '12:00:03', '12:00:04'])
    expect(labels(HOUR, HOUR + 30 * MS, 3)).toEqual(['01:00:00.000', '01:00:00.010', '01:00:00.020', '01:00:00.030'])
  })
  test('name the day where it begins', () => {
    expect(labels(22 * HOUR, 27 * HOUR, 3)).toEqual(['22:00', '2024-02-01', '02:00'])
    expect(labels(0, 96 * HOUR, 4)).toEqual(['2024-01-31', '2024-02-01', '2024-02-02', '2024-02-03', '2024-02-04'])
  })
  test('count from a moment in full where they differ by less than a millisecond', () => {
    const from = 12 * HOUR + 123_456_700
    const axis = clockAxis({ from, to: from + 800 }, 4, MIDNIGHT)
    expect(axis.anchorLabel).toBe('12:00:00.123450')
    expect(axis.ticks.map(({ label }) => label)).toEqual(['+6.8 µs', '+7.0 µs', '+7.2 µs', '+7.4 µs'])
  })

  test('ascend, lie in the range and never read alike', () => {
    const start = fc.double({ min: 0, max: 1e15, noNaN: true }).map(Math.round)
    const length = fc.double({ min: 20, max: 1e14, noNaN: true })
    fc.assert(
      fc.property(start, length, fc.integer({ min: 1, max: 20 }), (from, length, most) => {
        const { ticks, step } = clockAxis({ from, to: from + length }, most, MIDNIGHT)
        expect(ticks.length).toBeLessThanOrEqual(most + 1)
        expect(ticks.every(({ offset }) => offset >= from - 1e-6 * step && offset <= from + length + 1e-6 * step)).toBe(
          true,
        )
        const texts = ticks.map(({ label }) => label)
        if (length < 20 * HOUR) expect(new Set(texts).size).toBe(texts.length)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the scale of times', () => {
  const inView = { from: 0, to: 2 * SECOND }
  test('clock times follow the zone', () => {
    process.env['TZ'] = 'Europe/Berlin'
    const utc = timeScaleOf('clock', START, NaN)
    expect(startOn(utc, 0, inView)).toBe('12:00:00.123456')
    timeDisplay.choose('local')
    const berlin = timeScaleOf('clock', START, NaN)
    expect(startOn(berlin, 0, inView)).toBe('13:00:00.123456')
    const axis = axisOn(berlin, { from: -berlin.origin, to: -berlin.origin + 3 * HOUR }, 3)
    expect(axis.ticks.map(({ label }) => label)).toEqual(['14:00', '15:00', '16:00'])
  })
  test('count from the selected span, and say which comes first', () => {
    const scale = timeScaleOf('span', START, 500 * MS)
    expect(startOn(scale, 400 * MS, inView)).toBe('−100 ms')
    expect(startWords(scale, 400 * MS, inView)).toBe('starts 100 ms before the selected span')
    expect(startWords(scale, 512.3 * MS, inView)).toBe('starts 12.3 ms after the selected span')
    expect(startWords(scale, 500 * MS, inView)).toBe('starts with the selected span')
  })
  test('count from the start of the trace where no such span is selected, or nothing has a time', () => {
    expect(timeScaleOf('span', START, NaN).mode).toBe('trace')
    expect(timeScaleOf('clock', 0n, NaN).mode).toBe('trace')
    expect(startWords(timeScaleOf('trace', START, NaN), 12.345 * MS, inView)).toBe('starts at 12.35 ms')
  })
  test('the moment under the pointer is as exact as the pixels, down to the nanosecond', () => {
    const scale = timeScaleOf('clock', START, NaN)
    const at = (from: number, length: number) => {
      const range = { from: from - scale.origin, to: from - scale.origin + length }
      return momentOn(scale, axisOn(scale, range, 8), from + length / 2)
    }
    expect(at(0, 2 * SECOND)).toBe('12:00:01.120')
    expect(at(0, 80)).toBe('12:00:00.123456829')
    expect(at(0, 40 * HOUR)).toBe('08:00')
  })
})

describe('labels on the axis', () => {
  test('stand before their tick where there is no room, and never cover each other or what is taken', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ left: index * 50, text: '12:00:00' }))
    const placed = placeLabels(many, 560, [{ from: 210, to: 290 }])
    const boxes = placed
      .filter(({ text }) => text !== '')
      .map(({ left, text, before }) => (before ? left - lengthOf(text) : left))
    for (const [index, left] of boxes.entries()) {
      expect(left).toBeGreaterThanOrEqual(0)
      expect(left + lengthOf('12:00:00')).toBeLessThanOrEqual(560)
      expect(left + lengthOf('12:00:00') <= 210 || left >= 290).toBe(true)
      if (index > 0) expect(left - (boxes[index - 1] ?? 0)).toBeGreaterThanOrEqual(lengthOf('12:00:00'))
    }
    expect(boxes.length).toBeGreaterThan(3)
  })
})
