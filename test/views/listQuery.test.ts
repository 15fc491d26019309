import { describe, expect, it } from 'vitest'
import { BLOCK, blocksOf } from '../../renderer/state/blocks'
import { moveTo } from '../../renderer/ui/table/moveTo'
import { queryOf } from '../../renderer/query/traceQuery'
import { whatExcludes } from '../../renderer/query/whatExcludes'
import { ALL_TRACES } from '../support/allTraces'

const parametersOf = (text: string) => new URLSearchParams(text)

describe('the address of the list', () => {
  it('says nothing: all traces, newest first', () => {
    expect(queryOf(parametersOf(''))).toEqual({
      filter: ALL_TRACES,
      sort: { column: 'startTime', descending: true },
    })
  })

  it('holds the query, the time range and the order', () => {
    const text =
      'query=+{+status+%3D+error+}&from=1706702400123456789&to=1706702401000000000&limit=20&selection=0123456789abcdef&sort=spanCount&order=asc'
    expect(queryOf(parametersOf(text))).toEqual({
      filter: {
        query: '{ status = error }',
        from: 1706702400123456789n,
        to: 1706702401000000000n,
        limit: 20,
        selection: '0123456789abcdef',
      },
      sort: { column: 'spanCount', descending: false },
    })
  })

  it('may be mangled: what cannot be read filters nothing', () => {
    const { filter, sort } = queryOf(
      parametersOf('from=now&to=99999999999999999999&limit=-1&selection=../../x&sort=DROP&order=up'),
    )
    expect(filter).toEqual(ALL_TRACES)
    expect(sort).toEqual({ column: 'startTime', descending: true })
  })
})

describe('what leaves nothing', () => {
  const filter = {
    query: '{ name = "a" && .b = 1 } && { status = error } | count() > 3',
    from: 5n,
    to: null,
    limit: null,
    selection: null,
  }

  it('may be each part of the query, and the time range', () => {
    const { exclusions, more } = whatExcludes(filter)
    expect(exclusions.map(({ text, without, alone }) => [text, without.query, alone?.query])).toEqual([
      ['name = "a"', '{ .b = 1 } && { status = error } | count() > 3', '{ name = "a" }'],
      ['.b = 1', '{ name = "a" } && { status = error } | count() > 3', '{ .b = 1 }'],
      ['status = error', '{ name = "a" && .b = 1 } | count() > 3', '{ status = error }'],
      ['count() > 3', '{ name = "a" && .b = 1 } && { status = error }', undefined],
      [null, filter.query, ''],
    ])
    expect(exclusions.map(({ without }) => without.from)).toEqual([5n, 5n, 5n, 5n, null])
    expect(exclusions.map(({ alone }) => alone?.from)).toEqual([null, null, null, undefined, 5n])
    expect(more).toBe(0)
  })

  it('may be what a statement has selected', () => {
    const { exclusions } = whatExcludes({ ...filter, selection: '0123456789abcdef' })
    expect(exclusions.at(-1)).toEqual({
      text: null,
      kind: 'selection',
      without: { ...filter, selection: null },
      alone: { query: '', from: null, to: null, limit: null, selection: '0123456789abcdef' },
    })
    expect(exclusions.slice(0, -1).every(({ without }) => without.selection !== null)).toBe(true)
  })

  it('may be each of plain words', () => {
    const { exclusions } = whatExcludes({
      query: 'timeout -"in cart" GET',
      from: null,
      to: null,
      limit: null,
      selection: null,
    })
    expect(exclusions.map(({ text, without, alone }) => [text, without.query, alone?.query])).toEqual([
      ['timeout', '-"in cart" GET', 'timeout'],
      ['-"in cart"', 'timeout  GET', '-"in cart"'],
      ['GET', 'timeout -"in cart"', 'GET'],
    ])
  })

  it('is asked for eight at most', () => {
    const query = `{ ${Array.from({ length: 20 }, (_, place) => `.k = ${place}`).join(' && ')} }`
    const { exclusions, more } = whatExcludes({ query, from: 5n, to: null, limit: null, selection: null })
    expect([exclusions.length, more]).toEqual([8, 13])
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
