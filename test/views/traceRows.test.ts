import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collapseAll, collapseLevel, expandLevel, reveal, setSubtree } from '../../renderer/views/trace/collapsing'
import { MissingParents } from '../../renderer/views/trace/missing/MissingParents'
import { nextRow } from '../../renderer/views/trace/nextRow'
import { rowsWithProblem } from '../../renderer/views/trace/rowsWithProblem'
import { placeOf, visibleRows } from '../../renderer/views/trace/visibleRows'
import { traceColumnsOf } from '../support/traceColumnsOf'

const trace = traceColumnsOf(`
  shop checkout    0..100
    cart read     10..30
      redis get   12..20
      redis get   21..29
    bank charge   40..90
      fraud ask   45..80
  late report    200..210
`)

function shown(...collapsedRows: number[]): number[] {
  return [...visibleRows(trace, collapsedOf(...collapsedRows))]
}

function collapsedOf(...rows: number[]): Uint8Array {
  return Uint8Array.from({ length: trace.spanCount }, (_, row) => Number(rows.includes(row)))
}

function rowsOf(collapsed: Uint8Array): number[] {
  return [...collapsed.keys()].filter((row) => collapsed[row])
}

describe('visible rows', () => {
  test('all, when nothing is collapsed', () => expect(shown()).toEqual([0, 1, 2, 3, 4, 5, 6]))
  test('without the subtree below a collapsed row', () => expect(shown(1)).toEqual([0, 1, 4, 5, 6]))
  test('a collapsed row within a collapsed subtree adds nothing', () => expect(shown(0, 1)).toEqual([0, 6]))
  test('none in an empty trace', () =>
    expect([...visibleRows({ spanCount: 0, descendantCount: new Int32Array(0) }, new Uint8Array(0))]).toEqual([]))

  test('of one branch only', () => {
    expect([...visibleRows(trace, collapsedOf(), undefined, undefined, 1)]).toEqual([1, 2, 3])
    expect([...visibleRows(trace, collapsedOf(4), undefined, undefined, 4)]).toEqual([4])
  })

  test('the place of a hidden row is that of its outermost collapsed ancestor', () => {
    const rows = visibleRows(trace, collapsedOf(1, 4))
    expect([...rows]).toEqual([0, 1, 4, 6])
    expect([0, 1, 2, 3, 4, 5, 6].map((row) => placeOf(rows, row))).toEqual([0, 1, 1, 1, 2, 2, 3])
    expect(placeOf(rows, -1)).toBe(-1)
  })

  test('whatever is collapsed, exactly the rows without a collapsed ancestor are visible', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 7, maxLength: 7, max: 1 }), (collapsed) => {
        const expected = [...trace.parent.keys()].filter((row) => {
          for (let up = trace.parent[row] ?? -1; up >= 0; up = trace.parent[up] ?? -1) if (collapsed[up]) return false
          return true
        })
        expect([...visibleRows(trace, collapsed)]).toEqual(expected)
      }),
    )
  })

  test('a chain of 100,000 spans', () => {
    const spanCount = 100_000
    const descendantCount = Int32Array.from({ length: spanCount }, (_, row) => spanCount - row - 1)
    expect(visibleRows({ spanCount, descendantCount }, new Uint8Array(spanCount)).length).toBe(spanCount)
    const collapsed = new Uint8Array(spanCount)
    collapsed[500] = 1
    expect(visibleRows({ spanCount, descendantCount }, collapsed).length).toBe(501)
  })
})

describe('collapsing', () => {
  test('all: every row that has children', () => {
    const collapsed = collapsedOf()
    collapseAll(trace, collapsed)
    expect(rowsOf(collapsed)).toEqual([0, 1, 4])
  })

  test('level by level from the deepest, and back from the shallowest', () => {
    const collapsed = collapsedOf()
    collapseLevel(trace, collapsed, visibleRows(trace, collapsed))
    expect(rowsOf(collapsed)).toEqual([1, 4])
    collapseLevel(trace, collapsed, visibleRows(trace, collapsed))
    expect(rowsOf(collapsed)).toEqual([0, 1, 4])
    collapseLevel(trace, collapsed, visibleRows(trace, collapsed))
    expect(rowsOf(collapsed)).toEqual([0, 1, 4])
    expandLevel(trace, collapsed, visibleRows(trace, collapsed))
    expect(rowsOf(collapsed)).toEqual([1, 4])
    expandLevel(trace, collapsed, visibleRows(trace, collapsed))
    expect(rowsOf(collapsed)).toEqual([])
  })

  test('a subtree, and only that', () => {
    const missing = new MissingParents(trace)
    const collapsed = collapsedOf(4)
    setSubtree(trace, missing, collapsed, 1, true)
    expect(rowsOf(collapsed)).toEqual([1, 4])
    setSubtree(trace, missing, collapsed, 0, false)
    expect(rowsOf(collapsed)).toEqual([])
  })

  test('revealing a row expands its ancestors, not itself', () => {
    const collapsed = collapsedOf(0, 1, 4)
    reveal(trace, collapsed, 4)
    expect(rowsOf(collapsed)).toEqual([1, 4])
  })
})

describe('the next row', () => {
  const errors = Int32Array.of(2, 5, 9)
  test.each([
    [-1, true, 2],
    [2, true, 5],
    [4, true, 5],
    [9, true, 2],
    [5, false, 2],
    [2, false, 9],
    [-1, false, 9],
  ])('from %i, forward %s: %i', (from, forward, expected) => expect(nextRow(errors, from, forward)).toBe(expected))
  test('none at all', () => expect(nextRow(new Int32Array(0), 3, true)).toBe(-1))

  test('with a problem is among all that have it', () => {
    const problems = Uint8Array.of(0, 0b10, 0, 0b11)
    expect(rowsWithProblem(problems, 0)).toEqual(Int32Array.of(3))
    expect(rowsWithProblem(problems, 1)).toEqual(Int32Array.of(1, 3))
    expect(rowsWithProblem(problems, 2)).toHaveLength(0)
  })
})
