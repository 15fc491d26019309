import { describe, expect, test } from 'vitest'
import { PROBLEMS } from '../../preload/contract/trace'
import { durationWords } from '../../renderer/views/trace/durationWords'
import { barOf, clipToView, isInView, labelOf, OPEN_BAR, THINNEST_BAR } from '../../renderer/views/trace/layout'

const range = { from: 100, to: 300 }
const WIDTH = 400

describe('a bar', () => {
  test('is to scale', () => expect(barOf(150, 50, range, WIDTH)).toEqual({ left: 100, width: 100, shape: 'closed' }))
  test('is never too thin to be seen', () =>
    expect(barOf(200, 0, range, WIDTH)).toEqual({ left: 200, width: THINNEST_BAR, shape: 'closed' }))
  test('without an end is torn off', () =>
    expect(barOf(200, NaN, range, WIDTH)).toEqual({ left: 200, width: OPEN_BAR, shape: 'open' }))
  test('without a start stands at the start of the trace', () =>
    expect(barOf(NaN, NaN, range, WIDTH)).toMatchObject({ left: -200, shape: 'unplaced' }))

  test('may lie outside of the view', () => {
    expect(isInView(barOf(0, 50, range, WIDTH), WIDTH)).toBe(false)
    expect(isInView(barOf(310, 50, range, WIDTH), WIDTH)).toBe(false)
    expect(isInView(barOf(0, 1000, range, WIDTH), WIDTH)).toBe(true)
    expect(isInView(barOf(300, 1, range, WIDTH), WIDTH)).toBe(true)
  })

  test('is cut to the view, with both cut ends out of sight', () => {
    expect(clipToView(barOf(0, 1e12, range, WIDTH), WIDTH)).toEqual({ left: -8, width: WIDTH + 16, shape: 'closed' })
    expect(clipToView(barOf(150, 50, range, WIDTH), WIDTH)).toEqual({ left: 100, width: 100, shape: 'closed' })
  })
})

describe('a label', () => {
  const bar = (left: number, width: number) => ({ left, width, shape: 'closed' as const })
  test('stands right of its bar where there is room', () =>
    expect(labelOf(bar(100, 50), 40, WIDTH)).toEqual({ place: 'right', x: 156 }))
  test('else left of it', () => expect(labelOf(bar(300, 90), 40, WIDTH)).toEqual({ place: 'left', x: 254 }))
  test('else on it, where the bar begins to be seen', () => {
    expect(labelOf(bar(20, 370), 40, WIDTH)).toEqual({ place: 'inside', x: 26 })
    expect(labelOf(bar(-500, 2000), 40, WIDTH)).toEqual({ place: 'inside', x: 6 })
  })
  test('never leaves the view on the right', () =>
    expect(labelOf(bar(30, 365), 40, 80)).toEqual({ place: 'inside', x: 34 }))
})

test('a duration that is missing says why', () => {
  const bit = (problem: (typeof PROBLEMS)[number]) => 1 << PROBLEMS.indexOf(problem)
  expect(durationWords(1500, 0)).toBe('1.50 µs')
  expect(durationWords(NaN, bit('not_ended'))).toBe('never ended')
  expect(durationWords(NaN, bit('negative_duration') | bit('orphan'))).toBe('ends before it starts')
  expect(durationWords(NaN, bit('no_start'))).toBe('no start time')
})
