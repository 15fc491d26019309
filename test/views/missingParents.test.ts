import { beforeEach, describe, expect, test, vi } from 'vitest'
import { MissingParents } from '../../renderer/views/trace/missing/MissingParents'
import { placeOf, visibleRows } from '../../renderer/views/trace/visibleRows'
import { traceColumnsOf } from '../support/traceColumnsOf'

/** The idle signal lives on the page's root element. */
vi.stubGlobal('document', { documentElement: { dataset: {} } })
const { TraceState } = await import('../../renderer/views/trace/trace.svelte')

const columns = traceColumnsOf(`
  shop checkout   0..100
    cart read    10..30
  bank charge    20..40   orphan missing=beef
    fraud ask    25..35   error
  bank refund    50..?    orphan missing=beef
  mail send      60..70   orphan missing=cafe
  late report   200..210
`)
const BEEF = 7
const CAFE = 8
const missing = new MissingParents(columns)

function shown({ collapsed = [], kept }: { collapsed?: number[]; kept?: number[] }, root = -1): number[] {
  const bytes = Uint8Array.from({ length: 9 }, (_, row) => Number(collapsed.includes(row)))
  const keptBytes = kept && Uint8Array.from({ length: 7 }, (_, row) => Number(kept.includes(row)))
  return [...visibleRows(columns, bytes, undefined, keptBytes, root)]
}

describe('a missing parent', () => {
  test('knows the spans that name it and what is below them', () => {
    expect([missing.spanId(BEEF), missing.childCount(BEEF)]).toEqual(['beef', 2])
    expect([missing.spanId(CAFE), missing.childCount(CAFE)]).toEqual(['cafe', 1])
    expect([0, 1, 2, 3, 4, 5, 6, BEEF].map((row) => missing.above(row))).toEqual([-1, -1, 7, 7, 7, 8, -1, -1])
  })
  test('lasts from the first start to the last end that is known', () => {
    expect(missing.timeOf(BEEF, columns)).toEqual({ from: 20, to: 50 })
    const unknown = { ...columns, start: new Float64Array(7).fill(NaN) }
    expect(missing.timeOf(CAFE, unknown)).toEqual({ from: NaN, to: NaN })
  })
  test('has a row above these spans', () => {
    expect(shown({})).toEqual([0, 1, BEEF, 2, 3, 4, CAFE, 5, 6])
    expect(shown({ collapsed: [BEEF, 2] })).toEqual([0, 1, BEEF, CAFE, 5, 6])
    expect(shown({ collapsed: [0, 2, CAFE] })).toEqual([0, BEEF, 2, 4, CAFE, 6])
  })
  test('shows only where one of them does', () => {
    expect(shown({ kept: [0, 5] })).toEqual([0, CAFE, 5])
    expect(shown({ kept: [4], collapsed: [BEEF] })).toEqual([BEEF])
    expect(shown({ kept: [6] })).toEqual([6])
    expect(shown({}, 2)).toEqual([2, 3])
  })
  test('is found among the rows that show, as are the others', () => {
    const rows = Int32Array.from(shown({}))
    expect([...rows].map((row) => placeOf(rows, row, missing.orderOf))).toEqual([...rows.keys()])
    const collapsed = Int32Array.from(shown({ collapsed: [BEEF] }))
    expect([2, 3, 4].map((row) => placeOf(collapsed, row, missing.orderOf))).toEqual([2, 2, 2])
  })
})

describe('keys', () => {
  let trace = new TraceState(columns)
  beforeEach(() => {
    trace = new TraceState(columns)
    trace.viewHeight = 1000
  })

  test('go to it and through it; it is no span', () => {
    trace.select(1)
    trace.move(1)
    expect([trace.current, trace.selected]).toEqual([BEEF, -1])
    trace.expandOrChild()
    expect([trace.current, trace.selected]).toEqual([2, 2])
    trace.collapseOrParent()
    trace.collapseOrParent()
    expect(trace.current).toBe(BEEF)
    trace.move(-1)
    expect(trace.selected).toBe(1)
  })
  test('collapse and expand it, alone and with all others', () => {
    trace.select(3)
    trace.toggle(BEEF)
    expect([...trace.rows]).toEqual([0, 1, BEEF, CAFE, 5, 6])
    expect(trace.current).toBe(BEEF)
    trace.collapseAll()
    expect([...trace.rows]).toEqual([0, BEEF, CAFE, 6])
    trace.expandLevel()
    expect([...trace.rows]).toEqual([0, BEEF, 2, 4, CAFE, 5, 6])
    trace.expandLevel()
    expect(trace.rows).toHaveLength(9)
    trace.toggleSubtree(BEEF)
    trace.toggle(BEEF)
    expect([...trace.rows]).toEqual([0, 1, BEEF, 2, 4, CAFE, 5, 6])
    trace.collapseLevel()
    trace.collapseLevel()
    expect([...trace.rows]).toEqual([0, BEEF, CAFE, 6])
  })
  test('find what it hides', () => {
    trace.collapseAll()
    trace.selectError(true)
    expect(trace.selected).toBe(3)
    expect([...trace.rows]).toEqual([0, BEEF, 2, 3, 4, CAFE, 6])
    trace.select(BEEF)
    trace.selectError(true)
    expect(trace.selected).toBe(3)
  })
  test('leave it when all that is below it is hidden', () => {
    trace.select(CAFE)
    trace.matches.showServices([columns.services.indexOf('cart')])
    trace.hideOthers(true)
    expect([...trace.rows]).toEqual([0, 1])
    expect(trace.current).toBe(-1)
  })
  test('show a branch of it alone, at its own depth', () => {
    expect([2, 3, 6].map(trace.depthOf)).toEqual([1, 2, 0])
    trace.showBranch(2)
    expect([...trace.rows]).toEqual([2, 3])
    expect([2, 3].map(trace.depthOf)).toEqual([0, 1])
    expect(trace.parentOf(2)).toBe(-1)
  })
})
