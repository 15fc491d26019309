import { describe, expect, test } from 'vitest'
import { CRITICAL_MARK, ERROR_MARK, foldBar } from '../../renderer/views/trace/fold/foldBar'
import { countWithin, foldMeasure, isNPlusOne } from '../../renderer/views/trace/fold/foldMeasure'
import { foldsOf, membersOf } from '../../renderer/views/trace/fold/foldsOf'
import { measureTrace } from '../../renderer/views/trace/measureTrace'
import { visibleRows } from '../../renderer/views/trace/visibleRows'
import { traceColumnsOf } from '../support/traceColumnsOf'

function groupsOf(drawing: string): number[][] {
  const folds = foldsOf(traceColumnsOf(drawing))
  return Array.from({ length: folds.firstMember.length - 1 }, (_, group) => [...membersOf(folds, group)])
}

function calls(count: number, length: number, step: number, marks = 'client'): string {
  const lines = Array.from({ length: count }, (_, at) => `  cart SELECT  ${at * step}..${at * step + length} ${marks}`)
  return ['shop checkout  0..1000', ...lines].join('\n')
}

describe('what folds', () => {
  test('siblings of one service and operation, from three on, wherever they stand among others', () => {
    expect(
      groupsOf(`
        shop checkout    0..100
          cart SELECT    0..10
          cart UPDATE    10..20
          cart SELECT    20..30
          bank UPDATE    25..28
          cart UPDATE    30..40
          cart SELECT    40..50
      `),
    ).toEqual([[1, 3, 6]])
  })
  test('not cousins, not spans of another kind, not roots', () => {
    expect(
      groupsOf(`
        shop a        0..100
          cart get    0..10
          cart get    10..20
        shop a        0..100
          cart get    0..10
          cart get    10..20  client
        shop a        0..100
      `),
    ).toEqual([])
  })
  test('only what has the same below it; order and number of the children do not count', () => {
    expect(
      groupsOf(`
        shop list          0..100
          cart read        0..10
            redis get      1..2
            disk read      2..3
          cart read        10..20
            disk read      11..12
            redis get      12..13
            redis get      13..14
          cart read        20..30
            redis get      21..22
            disk read      22..23
          cart read        30..40
            redis get      31..32
          cart read        40..50
      `),
    ).toEqual([[1, 4, 8]])
  })
  test('a difference three levels below keeps apart', () => {
    const branch = (name: string) => `
          cart read      0..10
            redis get    1..9
              disk ${name}  2..8`
    expect(groupsOf(`        shop list  0..100${branch('one')}${branch('one')}${branch('two')}`)).toEqual([])
    expect(groupsOf(`        shop list  0..100${branch('one').repeat(3)}`)).toEqual([[1, 4, 7]])
  })
  test('groups within groups are found too', () => {
    const branch = `
          cart read      0..10
            redis get    1..2
            redis get    2..3
            redis get    3..4`
    expect(groupsOf(`        shop list  0..100${branch.repeat(3)}`)).toEqual([
      [1, 5, 9],
      [2, 3, 4],
      [6, 7, 8],
      [10, 11, 12],
    ])
  })
  test('a random tree of a million spans, in less than 600 ms', () => {
    const spanCount = 1_000_000
    const tree = {
      spanCount,
      service: new Int32Array(spanCount),
      name: Int32Array.from({ length: spanCount }, (_, row) => (row * 7) % 5),
      kind: new Uint8Array(spanCount),
      parent: new Int32Array(spanCount).fill(-1),
      childCount: new Int32Array(spanCount),
      descendantCount: new Int32Array(spanCount),
    }
    for (let row = 1; row < spanCount; row++) {
      let above = row - 1
      while (above > 0 && Math.imul(above ^ row, 0x9e3779b1) >>> 31 === 0) above = tree.parent[above] ?? 0
      tree.parent[row] = above
      tree.childCount[above] = (tree.childCount[above] ?? 0) + 1
    }
    for (let row = spanCount - 1; row > 0; row--) {
      const above = tree.parent[row] ?? 0
      tree.descendantCount[above] = (tree.descendantCount[above] ?? 0) + (tree.descendantCount[row] ?? 0) + 1
    }
    const times: number[] = []
    for (let run = 0; run < 3; run++) {
      const started = performance.now()
      expect(foldsOf(tree).groupOf.length).toBe(spanCount)
      times.push(performance.now() - started)
    }
    expect(Math.min(...times)).toBeLessThan(600)
  })
  test('a million children of one parent, in less than 300 ms', () => {
    const spanCount = 1_000_000
    const big = {
      spanCount,
      service: new Int32Array(spanCount),
      name: Int32Array.from({ length: spanCount }, (_, row) => row % 7),
      kind: new Uint8Array(spanCount),
      parent: new Int32Array(spanCount),
      childCount: new Int32Array(spanCount),
      descendantCount: new Int32Array(spanCount),
    }
    big.parent[0] = -1
    big.descendantCount[0] = spanCount - 1
    big.childCount[0] = spanCount - 1
    const times: number[] = []
    for (let run = 0; run < 3; run++) {
      const started = performance.now()
      expect(foldsOf(big).firstMember.length).toBe(8)
      times.push(performance.now() - started)
    }
    expect(Math.min(...times)).toBeLessThan(300)
  })
  test('a chain of 100,000 spans folds nothing', () => {
    const spanCount = 100_000
    const chain = {
      spanCount,
      service: new Int32Array(spanCount),
      name: new Int32Array(spanCount),
      kind: new Uint8Array(spanCount),
      parent: Int32Array.from({ length: spanCount }, (_, row) => row - 1),
      childCount: Int32Array.from({ length: spanCount }, (_, row) => Number(row < spanCount - 1)),
      descendantCount: Int32Array.from({ length: spanCount }, (_, row) => spanCount - row - 1),
    }
    expect(foldsOf(chain).members.length).toBe(0)
  })
})

describe('folded rows', () => {
  const columns = traceColumnsOf(`
    shop checkout    0..100
      cart SELECT    0..10
        disk read    1..2     error
      bank charge    10..20
      cart SELECT    20..24
        disk read    21..22
      cart SELECT    30..60
        disk read    31..32
  `)
  const members = Int32Array.of(1, 4, 6)
  const errorRows = Int32Array.of(2)

  test('one row stands for all and hides what is below them', () => {
    const hidden = Uint8Array.of(0, 1, 0, 0, 2, 0, 2, 0)
    expect([...visibleRows(columns, new Uint8Array(8), hidden)]).toEqual([0, 1, 3])
  })
  test('say how many, how long, and what failed below them', () => {
    expect(foldMeasure(columns, members, errorRows)).toEqual({
      count: 3,
      below: 3,
      total: 44,
      p50: 10,
      longest: 30,
      errors: 1,
      nPlusOne: false,
    })
  })
  test('count what is among them and below them, not beside them', () => {
    expect(countWithin(columns, members, Int32Array.of(0, 1, 3, 5, 6))).toBe(3)
  })
  test('without any duration have no total', () => {
    const unknown = traceColumnsOf(`
      shop a    0..9
        b c     1..?
        b c     2..?
        b c     3..?
    `)
    expect(foldMeasure(unknown, Int32Array.of(1, 2, 3), errorRows)).toMatchObject({ total: NaN, p50: NaN, count: 3 })
  })
})

describe('N+1', () => {
  const found = (drawing: string) => {
    const columns = traceColumnsOf(drawing)
    const folds = foldsOf(columns)
    return isNPlusOne(columns, membersOf(folds, 0))
  }
  test('five calls, one after another', () => expect(found(calls(5, 8, 10))).toBe(true))
  test('each may begin the moment the last one ends', () => expect(found(calls(5, 10, 10))).toBe(true))
  test('not four', () => expect(found(calls(4, 8, 10))).toBe(false))
  test('not side by side', () => expect(found(calls(20, 15, 10))).toBe(false))
  test('not what stays within the service', () => expect(found(calls(20, 8, 10, 'internal'))).toBe(false))
  test('one retry that overlaps among twenty calls changes nothing; three do', () => {
    const overlap = '\n  cart SELECT 995..1000 client'
    expect(found(calls(20, 8, 10) + '\n  cart SELECT 300..1000 client' + overlap)).toBe(true)
    expect(found(calls(20, 8, 10) + '\n  cart SELECT 300..1000 client' + overlap.repeat(3))).toBe(false)
  })
})

describe('the bar of a folded row', () => {
  const columns = traceColumnsOf(`
    shop checkout    0..100
      cart SELECT    10..20   critical=10
      cart SELECT    15..30
      cart SELECT    50..55   error
      cart SELECT    90..?
  `)
  const { errorRows, criticalBefore } = measureTrace(columns)
  const members = Int32Array.of(1, 2, 3, 4)
  const bar = foldBar(columns, members, errorRows, criticalBefore, { from: 0, to: 100 }, 10)

  test('covers the union of the spans, each pixel by its share', () => {
    expect([...bar.cover].map((share) => Number(share.toFixed(3)))).toEqual([0, 1, 1, 0, 0, 0.5, 0, 0, 0, 0])
    expect([bar.left, bar.right]).toEqual([1, 9])
  })
  test('shows even a span without any length', () => expect(bar.cover[9]).toBeGreaterThan(0))
  test('marks errors where they ended, and the critical path', () => {
    expect([...bar.marks].map((mark) => mark & ERROR_MARK)).toEqual([0, 0, 0, 0, 1, 1, 0, 0, 0, 0])
    expect([...bar.marks].map((mark) => (mark & CRITICAL_MARK) / CRITICAL_MARK)).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 0])
  })
  test('of a stretch in the middle knows that it goes on at both sides', () => {
    const zoomed = foldBar(columns, members, errorRows, criticalBefore, { from: 18, to: 28 }, 10)
    expect([...zoomed.cover].every((share) => share > 0.99)).toBe(true)
    expect(zoomed.left).toBeLessThan(0)
    expect(zoomed.right).toBeGreaterThan(10)
  })
})
