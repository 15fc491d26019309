import { describe, expect, test } from 'vitest'
import type { ErrorGroup } from '../../preload/contract/explore/errors'
import { sortErrors } from '../../renderer/views/explore/errors/sortErrors'
import { narrowQuery } from '../../renderer/views/explore/narrowQuery'
import { latencyBars, latencyTicks, sayBar } from '../../renderer/views/explore/operations/latencyBars'
import { sortIn, sortParameter } from '../../renderer/views/explore/sortInAddress'
import { textsIn } from '../../renderer/views/explore/textsIn'

test.each([
  ['', '{ name = "a" && kind = server }'],
  ['  ', '{ name = "a" && kind = server }'],
  ['{ }', '{ name = "a" && kind = server }'],
  ['{ status = error }', '{ status = error && name = "a" && kind = server }'],
  ['{ .x = 1 || .y = 2 }', '{ (.x = 1 || .y = 2) && name = "a" && kind = server }'],
  ['{ name = "a" && kind = server }', '{ name = "a" && kind = server }'],
  ['{ name = "a" }', '{ name = "a" && kind = server }'],
  ['{ .x = 1 } && { .y = 2 }', '{ .x = 1 } && { .y = 2 } | { name = "a" && kind = server }'],
  ['{ .x = 1 } | count() > 3', '{ .x = 1 } | count() > 3 | { name = "a" && kind = server }'],
  ['some words', '{ name = "a" && kind = server }'],
])('%j narrowed to an operation is %j', (query, expected) => {
  expect(narrowQuery(query, 'name = "a"', 'kind = server')).toBe(expected)
})

test('the order of a table is kept in the address', () => {
  const otherwise = { column: 'spans' as const, descending: true }
  expect(sortIn('-name', ['name', 'spans'], otherwise)).toEqual({ column: 'name', descending: true })
  expect(sortIn('name', ['name', 'spans'], otherwise)).toEqual({ column: 'name', descending: false })
  expect(sortIn('nonsense', ['name', 'spans'], otherwise)).toBe(otherwise)
  expect(sortIn(null, ['name', 'spans'], otherwise)).toBe(otherwise)
  const columns = [
    { id: 'name', label: '', title: '', number: false, width: 1, share: 0 },
    { id: 'spans', label: '', title: '', number: true, width: 1, share: 0 },
  ]
  expect(sortParameter(columns, otherwise, 'spans')).toBe('spans')
  expect(sortParameter(columns, otherwise, 'name')).toBe('name')
  expect(sortParameter(columns, { column: 'name', descending: false }, 'spans')).toBe('-spans')
})

test('an address that somebody mangled names nothing', () => {
  expect(textsIn('["a","b"]')).toEqual(['a', 'b'])
  for (const text of [null, '', '{}', '[1]', '["a"', '"a"']) expect(textsIn(text)).toEqual([])
})

describe('bars of durations', () => {
  const bins = { first: 68, counts: [1, 0, 3, 4], errors: [0, 0, 1, 0], zero: 2, unknown: 0 }
  const bars = latencyBars(bins)

  test('go from shortest to longest without a gap', () => {
    expect(bars.map(({ count, errors }) => [count, errors])).toEqual([
      [2, 0],
      [1, 0],
      [0, 0],
      [3, 1],
      [4, 0],
    ])
    expect(bars.slice(2).every(({ least }, index) => least === bars[index + 1]?.most)).toBe(true)
    expect(bars.map(sayBar).slice(0, 4)).toEqual([
      'no time at all',
      '6.31 ms to 7.94 ms',
      '7.94 ms to 10.0 ms',
      '10.0 ms to 12.6 ms',
    ])
  })

  test('have powers of ten below them, and ends that do not run into these', () => {
    expect(latencyTicks(bins, bars)).toEqual([
      { at: 0.2, label: '6.31 ms' },
      { at: 1, label: '15.8 ms' },
      { at: 0.6, label: '10.0 ms' },
    ])
    expect(latencyTicks({ ...bins, zero: 0, counts: [], errors: [] }, [])).toEqual([])
    const wide = { first: 0, counts: new Array<number>(100).fill(1), errors: [], zero: 0, unknown: 0 }
    const places = latencyTicks(wide, latencyBars(wide)).map(({ at }) => at)
    expect(places.toSorted()).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
  })
})

test('errors are sorted as their heads say, those without a time last', () => {
  const group = (type: string, spanCount: number, firstTime: bigint | null): ErrorGroup => ({
    serviceName: 'shop',
    type,
    pattern: '',
    operation: '',
    operationCount: 1,
    spanCount,
    failedCount: spanCount,
    traceCount: 1,
    firstTime,
    lastTime: firstTime,
    tookDown: null,
    counts: [],
  })
  const groups = [group('b', 2, 20n), group('a', 2, null), group('c', 1, 10n)]
  const sorted = (column: 'error' | 'spanCount' | 'firstTime', descending: boolean) =>
    sortErrors(groups, { column, descending })
      .map(({ type }) => type)
      .join('')
  expect(sorted('error', false)).toBe('abc')
  expect(sorted('spanCount', true)).toBe('bac')
  expect(sorted('firstTime', false)).toBe('cba')
  expect(sorted('firstTime', true)).toBe('bca')
})
