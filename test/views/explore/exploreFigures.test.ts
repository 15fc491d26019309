import { expect, test } from 'vitest'
import { durationBound } from '../../../preload/contract/explore/durationBins'
import type { Difference } from '../../../preload/contract/explore/difference'
import { brushIn } from '../../../renderer/views/explore/brush'
import { sayDurations } from '../../../renderer/views/explore/groups/groupColumns'
import { rateUnitOf, sayRate } from '../../../renderer/views/explore/rateUnit'
import { differenceRows, RANK } from '../../../renderer/views/explore/why/differenceRows'
import { sayBrush, sayValue } from '../../../renderer/views/explore/why/differenceWords'

test('rates have one unit, in which the largest group has one at least', () => {
  const unitOf = (counts: number[], lengthNs: number | null) => rateUnitOf(counts, lengthNs).word
  expect(unitOf([3, 20], 10e9)).toBe('s')
  expect(unitOf([3, 9], 10e9)).toBe('min')
  expect(unitOf([3], 3600e9)).toBe('hour')
  expect([unitOf([3], null), unitOf([3], 0), unitOf([], 10e9)]).toEqual(['s', 's', 's'])
  const second = rateUnitOf([20], 10e9)
  expect([20, 20_000, 1].map((count) => sayRate(count, 10e9, second))).toEqual(['2.00', '2,000', '0.10'])
  expect(sayRate(1, 1_000e9, second)).toBe('< 0.01')
  expect(sayRate(1, null, second)).toBe('–')
  expect(sayRate(1, 0, second)).toBe('–')
})

test('bins begin where their power of ten does', () => {
  expect([durationBound(12, 4), durationBound(20, 4), durationBound(30)]).toEqual([1_000, 100_000, 1_000])
  // The first whole nanosecond after 10^0.9.
  expect(durationBound(9)).toBe(8)
})

test('of durations the bin is told that most are in', () => {
  const bins = { first: 12, perDecade: 4, count: 5 }
  expect(sayDurations([1, 0, 2, 2, 0], bins)).toBe('Most of them, 2 spans, take 3.16 µs to 5.62 µs')
  expect(sayDurations([0, 0, 0, 0, 1], bins)).toBe('Most of them, 1 span, take 10.0 µs to 17.8 µs')
  expect(sayDurations([0, 0, 0, 0, 0], bins)).toBe('no durations')
})

test('values and areas in words', () => {
  const value = (text: string, least: number | null = null, most: number | null = null) =>
    sayValue({ value: text, least, most, inside: 0, outside: 0, score: 0 })
  expect([value('s:amex'), value('s:'), value('any')]).toEqual(['amex', '(empty)', 'any value'])
  expect([value('', 3), value('', null, 3), value('', 3, 4), value('', 3, 3)]).toEqual(['≥ 3', '≤ 3', '3 to 4', '3'])
  const brush = (text: string) => sayBrush(brushIn(text) ?? { from: null, to: null, least: null, most: null })
  expect(brush('..,1500000000..')).toBe('1.50 s or longer')
  expect(brush('..,..2000')).toBe('shorter than 2.00 µs')
  expect(brush('0..60000000000,1000..2000')).toMatch(/^\d.* to \d.*, 1\.00 µs to 2\.00 µs$/)
})

test('values that differ stay with their key, unless a column says otherwise', () => {
  const value = (text: string, inside: number, outside: number, score: number) => ({
    value: text,
    least: null,
    most: null,
    inside,
    outside,
    score,
  })
  const side = { total: 10, counted: 10 }
  const answer: Difference = {
    inside: side,
    outside: side,
    keys: [
      {
        scope: 'span',
        key: 'b',
        values: [value('s:x', 9, 1, 0.6), value('s:y', 1, 9, 0.5)],
        differing: 2,
        distinct: 2,
      },
      { scope: 'span', key: 'a', values: [value('s:z', 8, 0, 0.55)], differing: 1, distinct: 1 },
    ],
    differing: 2,
    compared: 3,
    aside: [],
  }
  const order = (column: string, descending: boolean) =>
    differenceRows(answer, { column, descending }).map(
      (row) => `${row.key.key}${row.value.value}${row.isFirst ? '!' : ''}`,
    )
  expect(differenceRows(answer, RANK).map(({ inside, outside }) => [inside, outside])).toEqual([
    [0.9, 0.1],
    [0.1, 0.9],
    [0.8, 0],
  ])
  expect(order('score', true)).toEqual(['bs:x!', 'bs:y', 'as:z!'])
  expect(order('key', false)).toEqual(['as:z!', 'bs:x!', 'bs:y'])
  expect(order('outside', true)).toEqual(['bs:y!', 'bs:x!', 'as:z!'])
  expect(order('value', false)).toEqual(['bs:x!', 'bs:y!', 'as:z!'])
})
