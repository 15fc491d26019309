import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { criticalPathTimes, walkCriticalPaths } from '../../main/analysis/criticalPath'
import { orderTree } from '../../main/analysis/orderTree'
import { spanTree } from '../../main/analysis/spanTree'
import type { TraceColumns } from '../../preload/contract/trace'
import { measureTrace } from '../../renderer/views/trace/measureTrace'
import { SectionCache } from '../../renderer/views/trace/SectionCache'
import { isCritical } from '../../renderer/views/trace/sections'
import { jaegerSpans, type JaegerTrace } from '../analysis/jaegerSpans'
import { traceColumnsOf } from '../support/traceColumnsOf'

const trace = traceColumnsOf(`
  shop checkout   0..100  critical=30
    cart read    10..30   critical=20
    bank charge  40..90   critical=20
      fraud ask  45..75   critical=30
    mail send    50..60
`)
const measure = measureTrace(trace)
const { criticalBefore } = measure

/** With as many pixels as nanoseconds, sections are times. */
function sections(
  row: number,
  view: { from?: number; to?: number; width?: number; critical?: boolean } = {},
): number[] {
  const range = { from: view.from ?? 0, to: view.to ?? 100 }
  const width = view.width ?? range.to - range.from
  const cache = new SectionCache(trace, measure)
  return view.critical ? cache.critical(row, range, width) : cache.self(row, range, width)
}

describe('self time', () => {
  test('is what no child covers', () => {
    expect(sections(0)).toEqual([0, 10, 30, 40, 90, 100])
    expect(sections(2)).toEqual([40, 45, 75, 90])
  })
  test('of a leaf is all of it', () => expect(sections(1)).toEqual([10, 30]))
  test('is cut to the stretch in view and scaled to its pixels', () =>
    expect(sections(0, { from: 20, to: 70, width: 500 })).toEqual([100, 200]))
  test('of a span without an end is nothing', () => {
    const open = traceColumnsOf('a b 5..?')
    expect(selfSections(open, 100, 100)).toEqual([])
  })
  test('ignores children that end before the span or start after it', () => {
    const skewed = traceColumnsOf(`
      a b    50..100
        c d  10..40
        c e  45..60
        c f  95..130
        c g  ?..?
    `)
    expect(selfSections(skewed, 200, 200)).toEqual([60, 95])
  })

  test('keeps its share when gaps are thinner than a pixel', () => {
    const count = 10_001
    const wide: TraceColumns = {
      ...traceColumnsOf('a b 0..1'),
      spanCount: count,
      start: Float64Array.from({ length: count }, (_, row) => (row === 0 ? 0 : (row - 1) * 10)),
      duration: Float64Array.from({ length: count }, (_, row) => (row === 0 ? 100_000 : 6)),
      descendantCount: Int32Array.from({ length: count }, (_, row) => (row === 0 ? count - 1 : 0)),
    }
    const parts = selfSections(wide, 100_000, 500)
    expect(parts.length).toBeLessThanOrEqual(2 * 500)
    expect(lengthOf(parts)).toBeGreaterThan(190)
    expect(lengthOf(parts)).toBeLessThan(210)
  })

  test('sections ascend, do not overlap and lie within the bar', () => {
    const child = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 300 }))
    fc.assert(
      fc.property(fc.array(child, { maxLength: 60 }), fc.integer({ min: 5, max: 3000 }), (children, width) => {
        const lines = children.sort((a, b) => a[0] - b[0]).map(([from, length]) => `  c d  ${from}..${from + length}`)
        const drawn = traceColumnsOf(['a b  100..900', ...lines].join('\n'))
        const parts = selfSections(drawn, 1000, width)
        const scale = width / 1000
        for (let i = 0; i < parts.length; i++) expect(parts[i]).toBeGreaterThanOrEqual(parts[i - 1] ?? 0)
        expect(parts[0] ?? 900).toBeGreaterThanOrEqual(100 * scale - 1e-9)
        expect(parts.at(-1) ?? 0).toBeLessThanOrEqual(900 * scale + 1)
      }),
    )
  })
})

describe('the critical path', () => {
  test('runs through a span where no child that is on it runs', () => {
    expect(sections(0, { critical: true })).toEqual([0, 10, 30, 40, 90, 100])
    expect(sections(2, { critical: true })).toEqual([40, 45, 75, 90])
    expect(sections(3, { critical: true })).toEqual([45, 75])
  })
  test('is known of a whole subtree', () => {
    expect(isCritical(criticalBefore, 2, 4)).toBe(true)
    expect(isCritical(criticalBefore, 4, 5)).toBe(false)
  })

  const traces = process.env['TRACELOUPE_TRACES'] ?? ''
  const folders = [
    'traceweaver/hotel_load50',
    'traceweaver/media_load25',
    'traceweaver/node_load100',
    'crisp/test_cases',
  ]

  test.skipIf(!traces).each(folders)('of real traces has the sections that the analysis found: %s', (folder) => {
    const files = readdirSync(join(traces, folder)).filter((name) => name.endsWith('.json'))
    let compared = 0
    for (const name of files.slice(0, 100)) {
      const document: { data: JaegerTrace[] } = JSON.parse(readFileSync(join(traces, folder, name), 'utf8'))
      for (const each of document.data) {
        const { columns, expected } = analysed(each)
        const measure = measureTrace(columns)
        const { extent } = measure
        const cache = new SectionCache(columns, measure)
        for (let row = 0; row < columns.spanCount; row++) {
          const next = row + (columns.descendantCount[row] ?? 0) + 1
          const onPath = isCritical(measure.criticalBefore, row, next)
          const found = onPath ? cache.critical(row, extent, extent.to - extent.from) : []
          expect(found, `${each.traceID} row ${row}`).toEqual(expected.get(row) ?? [])
          compared += found.length / 2
        }
      }
    }
    expect(compared).toBeGreaterThan(40)
  })
})

test('children need not stand in the order of their starts, as when times are corrected', () => {
  const columns = traceColumnsOf(`
    shop checkout   0..100
      bank charge  40..90
        fraud ask  45..75
      cart read    10..30
      mail send     ?..?
      mail post    20..35
  `)
  expect(selfSections(columns, 100, 100)).toEqual([0, 10, 35, 40, 90, 100])
})

test('what was worked out is kept while time and width stay', () => {
  const cache = new SectionCache(trace, measure)
  const range = { from: 0, to: 100 }
  const first = cache.self(0, range, 100)
  expect(cache.self(0, range, 100)).toBe(first)
  expect(cache.critical(0, range, 100)).not.toBe(first)
  expect(cache.self(0, range, 50)).toEqual([0, 5, 15, 20, 45, 50])
  expect(cache.self(0, { from: 0, to: 50 }, 100)).toEqual([0, 20, 60, 80])
})

function selfSections(columns: TraceColumns, to: number, width: number): number[] {
  return new SectionCache(columns, measureTrace(columns)).self(0, { from: 0, to }, width)
}

function lengthOf(parts: number[]): number {
  return parts.reduce((sum, place, index) => sum + (index % 2 ? place : -place), 0)
}

/** A Jaeger trace as columns, and the sections of its critical path as pairs per row. Times are microseconds. */
function analysed(jaeger: JaegerTrace): { columns: TraceColumns; expected: Map<number, number[]> } {
  const { tree, start, end } = jaegerSpans(jaeger)
  const ordered = orderTree(start, tree.parent)
  const at = (column: Float64Array) => Float64Array.from(ordered.rowAt, (row) => column[row] ?? NaN)
  const starts = at(start)
  const ends = at(end)
  const columns: TraceColumns = {
    ...traceColumnsOf('a b 0..1'),
    ...ordered,
    spanCount: starts.length,
    durationNs: Math.max(...ends),
    service: new Int32Array(starts.length),
    start: starts,
    duration: ends.map((one, row) => one - (starts[row] ?? 0)),
    criticalPath: criticalPathTimes(spanTree(ordered.parent), starts, ends),
  }
  const expected = new Map<number, number[]>()
  walkCriticalPaths(spanTree(ordered.parent), starts, ends, (row, from, to) => {
    expected.set(row, [from, to, ...(expected.get(row) ?? [])])
  })
  return { columns, expected }
}
