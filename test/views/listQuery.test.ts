import { describe, expect, it } from 'vitest'
import { BLOCK, blocksOf } from '../../renderer/state/blocks'
import { moveTo } from '../../renderer/views/traces/moveTo'
import { activeFilters, queryOf, withoutFilter } from '../../renderer/views/traces/traceQuery'
import { ALL_TRACES } from '../support/allTraces'

const parametersOf = (text: string) => new URLSearchParams(text)

describe('the address of the list', () => {
  it('says nothing: all traces, newest first', () => {
    expect(queryOf(parametersOf(''))).toEqual({
      filter: ALL_TRACES,
      sort: { column: 'startTime', descending: true },
    })
  })

  it('holds every filter and the order', () => {
    const text = 'service=cart&operation=GET+%2F&min=150ms&max=2m&errors=1&id=+5b8e+&sort=spanCount&order=asc'
    expect(queryOf(parametersOf(text))).toEqual({
      filter: {
        ...ALL_TRACES,
        serviceName: 'cart',
        operation: 'GET /',
        minDurationNs: 150e6,
        maxDurationNs: 120e9,
        errorsOnly: true,
        traceId: '5b8e',
      },
      sort: { column: 'spanCount', descending: false },
    })
  })

  it('may be mangled: what cannot be read filters nothing', () => {
    const { filter, sort } = queryOf(parametersOf('min=fast&max=&errors=yes&sort=DROP&order=up'))
    expect([filter.minDurationNs, filter.maxDurationNs, filter.errorsOnly]).toEqual([null, null, false])
    expect(sort).toEqual({ column: 'startTime', descending: true })
  })
})

describe('filters in force', () => {
  const parameters = parametersOf('service=cart&operation=GET&min=90s&errors=1&id=5b&sort=durationNs&order=desc')

  it('are said in words', () => {
    expect(activeFilters(queryOf(parameters)).map(({ words }) => words)).toEqual([
      'service cart',
      'operation GET',
      'at least 1 m 30 s',
      'with errors',
      'trace id 5b…',
    ])
    expect(activeFilters(queryOf(parametersOf('min=fast')))).toEqual([])
    const [range] = activeFilters(queryOf(parametersOf('from=1706702400000000000&to=1706702460000000000')))
    expect(range?.words).toMatch(/^starts \d\d:\d0:00 – \d\d:\d1:00$/)
  })

  it('are dropped one by one; the operation goes with its service, the order stays', () => {
    expect(withoutFilter(parameters, 'errors')).toEqual({
      service: 'cart',
      operation: 'GET',
      min: '90s',
      id: '5b',
      sort: 'durationNs',
      order: 'desc',
    })
    expect(withoutFilter(parametersOf('from=1&to=2&id=5b'), 'from')).toEqual({ id: '5b' })
    expect(Object.keys(withoutFilter(parameters, 'service'))).toEqual(['min', 'errors', 'id', 'sort', 'order'])
  })
})

describe('moveTo', () => {
  it.each([
    ['ArrowDown', -1, 0],
    ['ArrowDown', 99, 99],
    ['j', 5, 6],
    ['k', 5, 4],
    ['ArrowUp', 0, 0],
    ['PageDown', 5, 25],
    ['PageUp', 5, 0],
    ['End', 5, 99],
    ['Home', 5, 0],
    ['x', 5, undefined],
  ])('%s from %d', (key, selected, target) => {
    expect(moveTo(key, selected, 100, 20)).toBe(target)
  })

  it('leads nowhere in an empty list', () => {
    expect(moveTo('ArrowDown', -1, 0, 20)).toBeUndefined()
  })
})

describe('blocksOf', () => {
  it('are those that the range touches, and none beyond the end', () => {
    expect(blocksOf({ first: 0, last: BLOCK }, 10_000)).toEqual([0])
    expect(blocksOf({ first: BLOCK - 1, last: BLOCK + 1 }, 10_000)).toEqual([0, 1])
    expect(blocksOf({ first: 2 * BLOCK, last: 9 * BLOCK }, 2 * BLOCK + 1)).toEqual([2])
    expect(blocksOf({ first: 5, last: 5 }, 10)).toEqual([])
    expect(blocksOf({ first: 0, last: 40 }, 0)).toEqual([])
  })
})
