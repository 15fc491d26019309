import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderTree } from '../../main/analysis/orderTree'

/** Rows as `[start, parent row]`; answers each place as `row at depth`, indented. */
function drawn(rows: [start: number, parent: number][]): string[] {
  const tree = orderTree(
    Float64Array.from(rows, ([start]) => start),
    Int32Array.from(rows, ([, parent]) => parent),
  )
  return Array.from(tree.rowAt, (row, place) => '  '.repeat(tree.depth[place] ?? 0) + row)
}

describe('orderTree', () => {
  test('puts parents before children, siblings and roots by start', () => {
    const rows: [number, number][] = [
      [50, -1],
      [12, 3],
      [11, 3],
      [10, -1],
      [13, 2],
      [11, 3],
    ]
    expect(drawn(rows)).toEqual(['3', '  2', '    4', '  5', '  1', '0'])
  })

  test('counts children and descendants and names the parent’s place', () => {
    const tree = orderTree(Float64Array.of(0, 1, 2, 3, 4), Int32Array.of(-1, 0, 1, 0, -1))
    expect([...tree.rowAt]).toEqual([0, 1, 2, 3, 4])
    expect([...tree.parent]).toEqual([-1, 0, 1, 0, -1])
    expect([...tree.depth]).toEqual([0, 1, 2, 1, 0])
    expect([...tree.childCount]).toEqual([2, 1, 0, 0, 0])
    expect([...tree.descendantCount]).toEqual([3, 1, 0, 0, 0])
  })

  test('puts rows without a start last among their siblings', () => {
    const rows: [number, number][] = [
      [NaN, -1],
      [5, -1],
      [NaN, 1],
      [9, 1],
      [-3, 1],
    ]
    expect(drawn(rows)).toEqual(['1', '  4', '  3', '  2', '0'])
  })

  test('cuts a cycle above its earliest span, whatever hangs on it', () => {
    const rows: [number, number][] = [
      [1, 1],
      [7, 2],
      [5, 3],
      [6, 1],
      [20, -1],
    ]
    // 1 → 2 → 3 → 1 is the cycle; row 0 hangs on it and starts before.
    expect(drawn(rows)).toEqual(['2', '  1', '    0', '    3', '4'])
    expect(drawn([[3, 0]])).toEqual(['0'])
  })

  test('walks a chain of 100,000 and a fan of 100,000', () => {
    const count = 100_000
    const start = Float64Array.from({ length: count }, (_, row) => row)
    const chain = orderTree(
      start,
      Int32Array.from({ length: count }, (_, row) => row - 1),
    )
    expect(chain.depth.at(-1)).toBe(count - 1)
    expect(chain.descendantCount[0]).toBe(count - 1)

    const reversed = start.map((moment) => (moment === 0 ? 0 : count - moment))
    const fan = orderTree(
      reversed,
      Int32Array.from({ length: count }, (_, row) => (row === 0 ? -1 : 0)),
    )
    expect(fan.childCount[0]).toBe(count - 1)
    expect([...fan.rowAt.slice(0, 3)]).toEqual([0, count - 1, count - 2])
  })

  test('handles no rows at all', () => {
    expect(orderTree(new Float64Array(), new Int32Array()).rowAt.length).toBe(0)
  })

  test('gives every row one place, with its subtree directly behind it', () => {
    const rows = fc.array(
      fc.tuple(fc.option(fc.integer({ min: 0, max: 9 }), { nil: NaN }), fc.integer({ min: -1, max: 29 })),
      {
        maxLength: 30,
      },
    )
    fc.assert(
      fc.property(rows, (given) => {
        const parents = Int32Array.from(given, ([, parent]) => (parent < given.length ? parent : -1))
        const tree = orderTree(
          Float64Array.from(given, ([start]) => start),
          parents,
        )
        expect([...tree.rowAt].sort((a, b) => a - b)).toEqual(given.map((_, row) => row))
        tree.parent.forEach((above, place) => {
          if (above === -1) return
          expect(tree.rowAt[above]).toBe(parents[tree.rowAt[place] ?? -1])
          expect(place - above).toBeLessThanOrEqual(tree.descendantCount[above] ?? 0)
          expect(place).toBeGreaterThan(above)
        })
      }),
    )
  })
})
