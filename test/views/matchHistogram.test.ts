import { describe, expect, it, vi } from 'vitest'
import { binWidth } from '../../preload/contract/binWidth'
import { phaseProgress } from '../../main/queries/phaseProgress'
import type { QueryProgress } from '../../preload/contract/matches'
import { binBars, edgesOf } from '../../renderer/query/overTime/binBars'
import { BinBrush } from '../../renderer/query/overTime/binBrush.svelte'
import { tickPrecision, timeTicks } from '../../renderer/query/overTime/timeTicks'

const SECOND = 1_000_000_000n

describe('the width of bins', () => {
  it.each<[bigint, number, bigint]>([
    [1n, 100, 1n],
    [1_000n, 100, 20n],
    [10n * SECOND, 100, 200_000_000n],
    [1_800n * SECOND, 150, 15n * SECOND],
    [86_400n * SECOND, 100, 900n * SECOND],
    [40n * 86_400n * SECOND, 21, 5n * 86_400n * SECOND],
  ])('of %d ns in at most %d bins', (length, most, expected) => {
    expect(binWidth(length, most)).toBe(expected)
  })

  it('never makes more bins than asked for, wherever the first begins', () => {
    for (let length = 1n; length < 10n ** 19n; length = length * 3n + 7n) {
      for (const most of [2, 7, 150]) {
        const width = binWidth(length, most)
        const bins = (length - 1n + (width - 1n)) / width + 1n
        expect(Number(bins)).toBeLessThanOrEqual(most)
      }
    }
  })
})

describe('ticks', () => {
  it('stand at round moments of the viewer’s clock', () => {
    const hour = 3_600e9
    // 12:10 in UTC is 17:40 where the clock is 5 h 30 m ahead.
    const origin = 1_706_703_000n * SECOND
    expect(timeTicks(origin, 3 * hour, 0, 4)).toEqual({
      offsets: [50, 110, 170].map((minutes) => minutes * 60e9),
      step: hour,
    })
    expect(timeTicks(origin, 3 * hour, 5.5 * hour, 4).offsets[0]).toBe((20 / 60) * hour)
    expect(timeTicks(origin, 100, 0, 5)).toEqual({ offsets: [0, 20, 40, 60, 80, 100], step: 20 })
    expect([tickPrecision(hour), tickPrecision(5e9), tickPrecision(2e6), tickPrecision(50)]).toEqual([
      'minute',
      'second',
      'millisecond',
      'nanosecond',
    ])
    expect(tickPrecision(86_400e9)).toBeNull()
  })
})

describe('bars', () => {
  it('fill the height, show every failure, and lie side by side', () => {
    const { all, failed } = binBars({ counts: [100, 0, 1], errors: [1, 0, 0] }, { width: 30, height: 40 })
    expect(all).toBe('M0 40h9v-40h-9zM20 40h9v-2h-9z')
    expect(failed).toBe('M0 40h9v-2h-9z')
    expect([0, 1, 2, 3].map((bin) => edgesOf(bin, 4, 10).left)).toEqual([0, 3, 5, 8])
  })
})

describe('the brush', () => {
  it('chooses by keys: arrows move, with Shift they extend both ways', () => {
    const brush = new BinBrush(() => 10)
    brush.move(1, false)
    expect([brush.cursor, brush.chosen]).toEqual([0, { first: 0, last: 0 }])
    for (let step = 0; step < 5; step++) brush.move(1, false)
    brush.move(1, true)
    brush.move(1, true)
    expect(brush.range).toEqual({ first: 5, last: 7 })
    for (let step = 0; step < 4; step++) brush.move(-1, true)
    expect(brush.range).toEqual({ first: 3, last: 5 })
    brush.clear()
    expect([brush.range, brush.cursor]).toEqual([undefined, 3])
    brush.move(-10, true)
    expect(brush.range).toEqual({ first: 0, last: 3 })
    brush.move(1, false)
    expect([brush.range, brush.cursor]).toEqual([undefined, 1])
  })

  it('chooses by dragging, and nothing by a click', () => {
    const brush = new BinBrush(() => 10)
    brush.press(6)
    expect(brush.range).toBeUndefined()
    brush.drag(2)
    brush.drag(-5)
    expect(brush.range).toEqual({ first: 0, last: 6 })
    brush.drag(6)
    expect(brush.range).toEqual({ first: 6, last: 6 })
  })
})

describe('progress', () => {
  it('tells the time left only where the estimate moves', () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const told: QueryProgress[] = []
    const onShare = phaseProgress('matching', performance.now(), (progress) => told.push(progress))
    const after = (milliseconds: number, share: number | null) => {
      vi.advanceTimersByTime(milliseconds)
      onShare(share)
      return told.at(-1)
    }
    expect(after(300, 0.2)).toEqual({ phase: 'matching', share: 0.2, elapsedMs: 300, leftMs: null })
    expect(after(700, 0.25)).toMatchObject({ share: 0.25, elapsedMs: 1_000, leftMs: 3_000 })
    expect(after(500, 0.25)).toMatchObject({ leftMs: 4_500 })
    expect(after(500, 0.25)).toMatchObject({ share: 0.25, leftMs: null })
    expect(after(1_000, 0.1)).toMatchObject({ share: 0.25, leftMs: null })
    expect(after(500, null)).toMatchObject({ share: null })
    vi.useRealTimers()
  })
})
