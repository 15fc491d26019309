import { expect, test } from 'vitest'
import { criticalPathSections, criticalPathTimes, walkCriticalPaths } from '../../main/analysis/criticalPath'
import { findCycleCuts } from '../../main/analysis/findCycleCuts'
import { preOrder } from '../../main/analysis/preOrder'
import { selfTimes } from '../../main/analysis/selfTimes'
import { spanTree } from '../../main/analysis/spanTree'

const MANY = 100_000

test('children keep their order, parents come first', () => {
  const tree = spanTree(Int32Array.of(2, -1, 1, 1, 2))
  expect([...tree.child.subarray(tree.first[1], tree.first[2])]).toEqual([2, 3])
  expect([...tree.child.subarray(tree.first[2], tree.first[3])]).toEqual([0, 4])
  expect([...tree.order]).toEqual([1, 2, 3, 0, 4])
  expect([...tree.depth]).toEqual([2, 0, 1, 1, 2])
})

test('pre-order: what is below a span follows it', () => {
  //  1 ─ 0, 3 ─ 4     2 ─ 5
  const { place, descendants } = preOrder(spanTree(Int32Array.of(1, -1, -1, 1, 3, 2)))
  expect([...place]).toEqual([1, 0, 4, 2, 3, 5])
  expect([...descendants]).toEqual([0, 3, 1, 1, 0, 0])
})

test('each cycle is cut once, at the span that comes first', () => {
  //              0 → 1 → 2 → 0     3 → 3    4 → 1   5 root
  const parent = Int32Array.of(1, 2, 0, 3, 1, -1)
  const start = [30, 10, 20, 5, 1, 0]
  expect(findCycleCuts(parent, (a, b) => (start[a] ?? 0) < (start[b] ?? 0))).toEqual([1, 3])
})

test('self time is what no child covers', () => {
  //  0        10        20        30        40
  //  |--------------- root -----------------|
  //     |-- a --|  |---- c ----|        |----- d (past the end)
  //        |--- b ---|
  const tree = spanTree(Int32Array.of(-1, 0, 0, 0, 0))
  const self = selfTimes(tree, Float64Array.of(0, 3, 6, 13, 35), Float64Array.of(40, 11, 16, 25, 50))
  expect([...self]).toEqual([40 - (25 - 3) - 5, 8, 10, 12, 15])
})

test('a child before, after or of unknown length takes nothing; an unknown span has no self time', () => {
  const tree = spanTree(Int32Array.of(-1, 0, 0, 0, 0))
  const self = selfTimes(tree, Float64Array.of(10, 0, 30, 12, NaN), Float64Array.of(20, 10, 40, NaN, 15))
  expect([...self]).toEqual([10, 10, 10, NaN, NaN])
})

test('each root has a critical path of its own', () => {
  const tree = spanTree(Int32Array.of(-1, -1, 1))
  expect([...criticalPathTimes(tree, Float64Array.of(0, 5, 8), Float64Array.of(10, 20, 18))]).toEqual([10, 5, 10])
})

test('the path goes on in the parent before a child’s start, and never through what overlaps it', () => {
  //  |------------ root -------------|  0–30
  //     |--- a ---|                     2–12
  //            |--- b ---|              9–20, ends last before root's end
  //   |-| c                             1–3
  const tree = spanTree(Int32Array.of(-1, 0, 0, 0))
  const sections: number[][] = []
  walkCriticalPaths(tree, Float64Array.of(0, 2, 9, 1), Float64Array.of(30, 12, 20, 3), (...section) =>
    sections.push(section),
  )
  expect(sections).toEqual([
    [0, 20, 30],
    [2, 9, 20],
    [0, 3, 9],
    [3, 1, 3],
    [0, 0, 1],
  ])
})

/**
 * CRISP takes siblings that overlap by little for a sequence: it gives 200, 100 and 300 to the three below (its cases 10, 19,
 * 20 and 21), more than the root has left. We follow Jaeger UI, as the archive's schema promises: sections never overlap,
 * so that shares add up to the root's duration.
 */
test('of siblings that overlap by a moment the earlier one is passed over', () => {
  const tree = spanTree(Int32Array.of(-1, 0, 0, 0))
  const times = criticalPathTimes(tree, Float64Array.of(0, 20, 215, 310), Float64Array.of(640, 220, 315, 610))
  expect([...times]).toEqual([640 - 500, 200, 0, 300])
})

test('sections follow one another without a gap, from the root’s start to its end', () => {
  const tree = spanTree(Int32Array.of(-1, 0, 0))
  const { row, from, to } = criticalPathSections(tree, Float64Array.of(0, 2, 10), Float64Array.of(20, 6, 18))
  expect([...row]).toEqual([0, 1, 0, 2, 0])
  expect([...from]).toEqual([0, 2, 6, 10, 18])
  expect([...to]).toEqual([2, 6, 10, 18, 20])
})

test('a child that ends when the next one starts is passed over, as by Jaeger UI, unless touching counts', () => {
  const tree = spanTree(Int32Array.of(-1, 0, 0))
  const rows = (touching: boolean) => {
    const found: number[] = []
    const [start, end] = [Float64Array.of(0, 0, 10), Float64Array.of(20, 10, 20)]
    walkCriticalPaths(tree, start, end, (row) => found.push(row), touching)
    return found
  }
  expect(rows(false)).toEqual([2, 0])
  expect(rows(true)).toEqual([2, 1])
})

test('a chain of 100,000 spans', () => {
  const parent = Int32Array.from({ length: MANY }, (_, row) => row - 1)
  const start = Float64Array.from(parent, (_, row) => row)
  const end = Float64Array.from(parent, (_, row) => 2 * MANY - row)
  const tree = spanTree(parent)
  expect(tree.depth[MANY - 1]).toBe(MANY - 1)
  expect(new Set(selfTimes(tree, start, end).subarray(0, -1))).toEqual(new Set([2]))
  const times = criticalPathTimes(tree, start, end)
  expect(times[0]).toBe(2)
  expect(times.reduce((sum, time) => sum + time, 0)).toBe(2 * MANY)
})

test('one parent with 100,000 children', () => {
  const parent = Int32Array.from({ length: MANY }, (_, row) => (row === 0 ? -1 : 0))
  const start = Float64Array.from(parent, (_, row) => (row === 0 ? 0 : MANY - row))
  const end = Float64Array.from(parent, (_, row) => (row === 0 ? MANY : MANY - row + 0.5))
  const tree = spanTree(parent)
  expect(selfTimes(tree, start, end)[0]).toBe(MANY - (MANY - 1) / 2)
  expect(criticalPathTimes(tree, start, end)[0]).toBe(MANY - (MANY - 1) / 2)
})

test('a cycle of 100,000 spans', () => {
  const parent = Int32Array.from({ length: MANY }, (_, row) => (row + 1) % MANY)
  expect(findCycleCuts(parent, (a, b) => a > b)).toEqual([MANY - 1])
})
