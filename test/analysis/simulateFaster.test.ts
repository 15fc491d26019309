import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipToParents } from '../../main/analysis/clipToParents'
import { criticalPathTimes } from '../../main/analysis/criticalPath'
import { selfTimes } from '../../main/analysis/selfTimes'
import { simulateFaster, withDescendants } from '../../main/analysis/simulateFaster'
import { spanTree } from '../../main/analysis/spanTree'

/** Spans as [parent, start, end]. */
type Spans = [number, number, number][]

function columnsOf(spans: Spans) {
  return {
    tree: spanTree(Int32Array.from(spans, ([parent]) => parent)),
    start: Float64Array.from(spans, ([, start]) => start),
    end: Float64Array.from(spans, ([, , end]) => end),
  }
}

/** The new intervals when the own time of `rows` takes `factor` of its length. */
function simulated(spans: Spans, rows: number[], factor: number) {
  const { tree, start, end } = columnsOf(spans)
  const faster = Uint8Array.from(spans, (_, row) => Number(rows.includes(row)))
  const found = simulateFaster(tree, start, end, faster, factor)
  return spans.map((_, row) => [found.start[row], found.end[row]])
}

/** Two in a row beside a third; the gaps between are the root's own. */
const SHOP: Spans = [
  [-1, 0, 100], // root
  [0, 10, 50], // a
  [0, 60, 90], // b, after a
  [0, 10, 70], // c, beside both
]

test('what waited for a faster span moves earlier, and the root’s own gaps stay as long', () => {
  expect(simulated(SHOP, [1], 0.5)).toEqual([
    [0, 80],
    [10, 30],
    [40, 70],
    [10, 70],
  ])
})

test('only until something else is the last: the gain is less than the time that was saved', () => {
  expect(simulated(SHOP, [1, 2], 0.5)[0]).toEqual([0, 80])
  expect(simulated(SHOP, [1, 2, 3], 0.5)[0]).toEqual([0, 65])
  expect(simulated(SHOP, [3], 0)[0]).toEqual([0, 100])
})

test('own time is what no child covers: a gap beside a running child does not shrink', () => {
  expect(simulated(SHOP, [0], 0.5)).toEqual([
    [0, 90],
    [5, 45],
    [55, 85],
    [5, 65],
  ])
})

test('a parent waits for the child that is the last one now', () => {
  const fan: Spans = [
    [-1, 0, 22],
    [0, 1, 20],
    [0, 1, 18],
  ]
  expect(simulated(fan, [1], 0)[0]).toEqual([0, 20])
})

test('one that starts at the moment at which another ends has waited for it', () => {
  const touching: Spans = [
    [-1, 0, 30],
    [0, 0, 10],
    [0, 10, 30],
  ]
  expect(simulated(touching, [1], 0.5)[0]).toEqual([0, 25])
})

test('what outlasts its parent counts as far as that goes; what lies outside of it, or never started, takes no part', () => {
  const odd: Spans = [
    [-1, 0, 100],
    [0, 50, 300],
    [0, 120, 130],
    [0, NaN, NaN],
    [2, 121, 122],
  ]
  expect(simulated(odd, [1], 0.5)).toEqual([
    [0, 75],
    [50, 75],
    [NaN, NaN],
    [NaN, NaN],
    [NaN, NaN],
  ])
})

test('with everything below it a span shrinks as a whole', () => {
  const chain: Spans = [
    [-1, 0, 100],
    [0, 10, 90],
    [1, 20, 60],
    [2, 30, 40],
  ]
  const { tree, start, end } = columnsOf(chain)
  const faster = simulateFaster(tree, start, end, withDescendants(tree, Uint8Array.of(0, 1, 0, 0)), 0.5)
  expect([...faster.start]).toEqual([0, 10, 15, 20])
  expect([...faster.end]).toEqual([60, 50, 35, 25])
})

/** Any tree whose spans start anywhere; parents come first. */
const anySpans = fc
  .array(fc.tuple(fc.nat(), fc.nat(40), fc.nat(40)), { minLength: 1, maxLength: 30 })
  .map((drawn): Spans => drawn.map(([up, from, length], row) => [row === 0 ? -1 : up % row, from, from + length]))

test('nothing changes where nothing is faster, and nothing takes longer than it did', () => {
  fc.assert(
    fc.property(anySpans, fc.array(fc.nat(29)), fc.double({ min: 0, max: 1, noNaN: true }), (spans, rows, factor) => {
      const { tree, start, end } = columnsOf(spans)
      const { from, to } = clipToParents(tree, start, end)
      const unchanged = spans.map((_, row) => [from[row], to[row]])
      expect(simulated(spans, rows, 1)).toEqual(unchanged)
      expect(simulated(spans, [], factor)).toEqual(unchanged)

      const before = (to[0] ?? NaN) - (from[0] ?? NaN)
      const after = simulated(spans, rows, factor).map(([a = NaN, b = NaN]) => b - a)
      const longer = after.filter((length, row) => length > (to[row] ?? NaN) - (from[row] ?? NaN) + 1e-6)
      expect(longer).toEqual([])
      // It cannot save more than the time that is saved at all.
      const self = selfTimes(tree, from, to)
      const saved = [...new Set(rows)].reduce((sum, row) => sum + (self[row] || 0) * (1 - factor), 0)
      expect(after[0]).toBeGreaterThanOrEqual(before - saved - 1e-6)
      const less = simulated(spans, rows, factor / 2)[0] ?? []
      expect((less[1] ?? NaN) - (less[0] ?? NaN)).toBeLessThanOrEqual((after[0] ?? NaN) + 1e-6)
    }),
  )
})

test('a root with everything below it takes the factor of its time', () => {
  fc.assert(
    fc.property(anySpans, fc.double({ min: 0, max: 1, noNaN: true }), (spans, factor) => {
      const { tree, start, end } = columnsOf(spans)
      const faster = withDescendants(tree, new Uint8Array(spans.length).fill(1, 0, 1))
      const found = simulateFaster(tree, start, end, faster, factor)
      const [, from = 0, to = 0] = spans[0] ?? []
      expect((found.end[0] ?? NaN) - from).toBeCloseTo(factor * (to - from), 6)
    }),
  )
})

test('a chain of 100,000 spans, and a parent with as many children', () => {
  const MANY = 100_000
  const chain: Spans = Array.from({ length: MANY }, (_, row) => [row - 1, row, 2 * MANY - row])
  const { tree, start, end } = columnsOf(chain)
  const chained = simulateFaster(tree, start, end, new Uint8Array(MANY).fill(1), 0.5)
  expect(chained.end[0]).toBe(MANY)
  const row: Spans = Array.from({ length: MANY }, (_, row) => [row === 0 ? -1 : 0, row, row === 0 ? MANY : row + 0.5])
  const wide = columnsOf(row)
  const found = simulateFaster(wide.tree, wide.start, wide.end, new Uint8Array(MANY).fill(1).fill(0, 0, 1), 0)
  expect(found.end[0]).toBe(MANY - (MANY - 1) / 2)
  expect(criticalPathTimes(wide.tree, wide.start, wide.end)[0]).toBe(MANY - (MANY - 1) / 2)
})
