import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { timeDisplay } from '../../renderer/state/timeDisplay.svelte'
import { measureTrace } from '../../renderer/views/trace/measureTrace'
import { idleGaps } from '../../renderer/views/trace/squeeze/idleGaps'
import { NO_SQUEEZE, realTime, shownTime, squeezeOf } from '../../renderer/views/trace/squeeze/squeeze'
import { squeezedAxis } from '../../renderer/views/trace/squeeze/squeezedAxis'
import { squeezedColumns } from '../../renderer/views/trace/squeeze/squeezedColumns'
import { timeScaleOf, type TimeScale } from '../../renderer/views/trace/time/timeScale'
import { traceColumnsOf } from '../support/traceColumnsOf'

const HOUR = 3600e9
/** 2024-01-31 12:00 UTC. */
const NOON = 1_706_702_400_000_000_000n

function gapsOf(drawing: string) {
  const columns = traceColumnsOf(drawing)
  return idleGaps(columns, measureTrace(columns).extent).map(({ from, to }) => [from, to])
}

describe('idle gaps', () => {
  test('are where no span is active, for a fifth of the trace or longer', () => {
    expect(
      gapsOf(`
        shop a     0..100
          shop b   50..150
        shop c     700..800
        shop d     850..1000
      `),
    ).toEqual([[150, 700]])
  })
  test('there are none where one span runs all the time', () => {
    expect(gapsOf('  shop work  0..1000')).toEqual([])
    expect(
      gapsOf(`
        shop work  0..1000
        shop a     0..10
        shop b     990..1000
      `),
    ).toEqual([])
  })
  test('a parent that waits between its children for less than a minute may be working', () => {
    expect(
      gapsOf(`
        shop parent  0..1000
          shop a     0..10
          shop b     990..1000
      `),
    ).toEqual([])
  })
  test('a parent that waits for hours is idle', () => {
    expect(
      gapsOf(`
        shop parent  0..${10 * HOUR}
          shop a     5..${HOUR}
          shop b     ${9 * HOUR}..${10 * HOUR}
      `),
    ).toEqual([[HOUR, 9 * HOUR]])
  })
  test('but not while a childless span runs, or where anything starts', () => {
    expect(
      gapsOf(`
        shop parent  0..${10 * HOUR}
          shop a     5..${HOUR}
          shop long  ${HOUR}..${10 * HOUR}
      `),
    ).toEqual([])
    expect(
      gapsOf(`
        shop parent  0..${10 * HOUR}
          shop a     5..${HOUR}
          shop blip  ${5 * HOUR}..${5 * HOUR}
          shop b     ${9 * HOUR}..${10 * HOUR}
      `),
    ).toEqual([])
  })
  test('a span that never ended counts as its start, one without times not at all', () => {
    expect(
      gapsOf(`
        shop a     0..100
        shop b     50..?
        shop c     ?..?
        shop d     900..1000
      `),
    ).toEqual([[100, 900]])
  })
  test('several, and whatever spans there are, none of them is active within', () => {
    const moment = fc.integer({ min: 0, max: 1000 })
    fc.assert(
      fc.property(fc.array(fc.tuple(moment, moment), { minLength: 1, maxLength: 12 }), (times) => {
        const drawing = times.map(([a, b]) => `  shop x  ${Math.min(a, b)}..${Math.max(a, b)}`)
        for (const [from = 0, to = 0] of gapsOf(['  shop x  0..0', ...drawing].join('\n'))) {
          for (const [a, b] of times) expect(Math.max(a, b) <= from || Math.min(a, b) >= to).toBe(true)
        }
      }),
    )
  })
})

describe('squeezed time', () => {
  const extent = { from: 0, to: 1000 }
  const squeeze = squeezeOf(
    [
      { from: 100, to: 400 },
      { from: 500, to: 950 },
    ],
    extent,
  )

  test('keeps a nanosecond a nanosecond between gaps, and a gap 4 % of what is shown', () => {
    const end = shownTime(squeeze, 1000)
    expect(shownTime(squeeze, 60) - shownTime(squeeze, 20)).toBe(40)
    expect(shownTime(squeeze, 480) - shownTime(squeeze, 410)).toBeCloseTo(70)
    expect(shownTime(squeeze, 400) - shownTime(squeeze, 100)).toBeCloseTo(end * 0.04)
    expect(shownTime(squeeze, 950) - shownTime(squeeze, 500)).toBeCloseTo(end * 0.04)
  })
  test('runs forward, and back to where it came from', () => {
    const moment = fc.double({ min: -100, max: 1100, noNaN: true })
    fc.assert(
      fc.property(moment, moment, (one, other) => {
        expect(realTime(squeeze, shownTime(squeeze, one))).toBeCloseTo(one, 6)
        if (one + 1e-6 < other) expect(shownTime(squeeze, one)).toBeLessThan(shownTime(squeeze, other))
      }),
    )
  })
  test('without gaps is real time; an unknown time stays unknown', () => {
    expect(shownTime(NO_SQUEEZE, 123)).toBe(123)
    expect(shownTime(squeeze, NaN)).toBeNaN()
  })
  test('is not squeezed when nothing else would be left', () => {
    expect(squeezeOf([{ from: 0, to: 1000 }], extent)).toBe(NO_SQUEEZE)
  })
  test('spans keep their order and, outside of gaps, their lengths', () => {
    const columns = traceColumnsOf(`
      shop all   0..1000
        shop a   10..90
        shop b   420..?
        shop c   ?..?
        shop d   960..990
    `)
    const { start, duration } = squeezedColumns(columns, squeeze)
    expect([duration[1], duration[4]].map((length) => Math.round(length ?? 0))).toEqual([80, 30])
    expect([duration[2], start[3]]).toEqual([NaN, NaN])
    expect((start[4] ?? 0) + (duration[4] ?? 0)).toBeLessThan(duration[0] ?? 0)
    expect(columns.duration[0]).toBe(1000)
    expect(squeezedColumns(columns, NO_SQUEEZE)).toBe(columns)
  })
})

describe('the axis of squeezed time', () => {
  const sinceTrace = timeScaleOf('trace', NOON, NaN)
  const squeeze = squeezeOf([{ from: 1000, to: 9000 }], { from: 0, to: 10000 })
  const end = shownTime(squeeze, 10000)
  test('has ticks on both sides of the gap, which count anew behind it', () => {
    const { ticks } = squeezedAxis(sinceTrace, squeeze, { from: 0, to: end }, 8)
    const labels = ticks.map(({ label }) => label)
    expect(labels.slice(0, 3)).toEqual(['0', '500 ns', '1.0 µs'])
    expect(labels.at(-1)).toMatch(/^\+/)
    const gap = squeeze.breaks[0]?.shown ?? { from: 0, to: 0 }
    expect(ticks.every(({ offset }) => offset <= gap.from || offset > gap.to)).toBe(true)
  })
  test('beyond the gap shows real time', () => {
    const from = shownTime(squeeze, 9200)
    const { ticks } = squeezedAxis(sinceTrace, squeeze, { from, to: from + 400 }, 4)
    expect(ticks.map(({ offset }) => Math.round(realTime(squeeze, offset)))).toEqual([9200, 9300, 9400, 9500, 9600])
  })

  /** Work for 4 s, five hours of nothing, work for 4 s. */
  const long = squeezeOf([{ from: 4e9, to: 5 * HOUR }], { from: 0, to: 5 * HOUR + 4e9 })
  const whole = { from: 0, to: shownTime(long, 5 * HOUR + 4e9) }
  const labelsOf = (scale: TimeScale) => squeezedAxis(scale, long, whole, 8).ticks.map(({ label }) => label)
  test('counts from a span in its part, and anew behind a gap', () => {
    expect(labelsOf(timeScaleOf('span', NOON, 2e9))).toEqual(['−2 s', '0', '2 s', '+2 s', '+4 s'])
    expect(labelsOf(timeScaleOf('span', NOON, 5 * HOUR + 2e9)).slice(-2)).toEqual(['0', '2 s'])
  })
  test('shows clock times on both sides of a gap, as long as they are not too fine', () => {
    timeDisplay.choose('utc')
    expect(labelsOf(timeScaleOf('clock', NOON, NaN))).toEqual([
      '12:00:00',
      '12:00:02',
      '12:00:04',
      '17:00:02',
      '17:00:04',
    ])
    const brief = squeezeOf([{ from: 4000, to: HOUR }], { from: 0, to: HOUR + 4000 })
    const { ticks, anchorLabel } = squeezedAxis(
      timeScaleOf('clock', NOON, NaN),
      brief,
      { from: 0, to: shownTime(brief, HOUR + 4000) },
      8,
    )
    expect(anchorLabel).toBe('12:00:00.000000')
    expect(ticks.at(-1)?.label).toBe('+4 µs')
    timeDisplay.choose('local')
  })
})
