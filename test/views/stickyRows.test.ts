import { describe, expect, test, vi } from 'vitest'
import { ROW_HEIGHT } from '../../renderer/views/trace/layout'
import { mostSticky, stickyHeight, stickyRows, stickyTop } from '../../renderer/views/trace/sticky/stickyRows'
import { traceColumnsOf } from '../support/traceColumnsOf'

/** The idle signal lives on the page's root element. */
vi.stubGlobal('document', { documentElement: { dataset: {} } })
const { TraceState } = await import('../../renderer/views/trace/trace.svelte')
const { choices } = await import('../../renderer/views/trace/choices.svelte')

const trace = traceColumnsOf(`
  shop checkout     0..100
    cart read      10..30
      redis get    12..20
      redis get    21..29
    bank charge    40..90
      fraud ask    45..80
        mail send  50..60
  late report     200..210
`)
const rows = Int32Array.from(trace.parent.keys())

/** What sticks when the rows are moved up by so many rows. */
function stuck(moved: number, most = 4) {
  return stickyRows(
    rows,
    moved * ROW_HEIGHT,
    most,
    (row) => trace.depth[row] ?? 0,
    (row) => trace.parent[row] ?? -1,
  )
}

describe('the ancestors of the first row', () => {
  test('none at the top of the trace', () => expect(stuck(0).rows).toEqual([]))
  test('stay above it, the outermost first', () => {
    expect(stuck(1).rows).toEqual([0, 1])
    expect(stuck(4)).toEqual({ rows: [0, 4, 5], more: 0, staying: 0, moved: 0 })
  })
  test('leave with the last row of their branch, and what goes on stays', () => {
    const leaving = stuck(2.25)
    expect(leaving).toEqual({ rows: [0, 1], more: 0, staying: 1, moved: ROW_HEIGHT / 4 })
    expect([0, 1].map((place) => stickyTop(leaving, place))).toEqual([0, ROW_HEIGHT * 0.75])
    expect(stickyHeight(leaving)).toBe(ROW_HEIGHT * 1.75)
    expect(stuck(3).rows).toEqual([0])
  })
  test('are the nearest, where there is no room for all', () => {
    expect(stuck(5, 1)).toEqual({ rows: [5], more: 2, staying: 1, moved: 0 })
    expect(stuck(6.5, 1)).toEqual({ rows: [5], more: 2, staying: 0, moved: ROW_HEIGHT / 2 })
  })
  test('take a quarter of the height and four rows at most', () => {
    expect([3, 4, 11, 12, 100].map((shown) => mostSticky(shown * ROW_HEIGHT))).toEqual([0, 1, 2, 3, 4])
  })
})

test('whichever row is chosen with keys, it lies below what stays at the top', () => {
  const state = new TraceState(trace)
  state.viewHeight = 4 * ROW_HEIGHT
  state.moveToEnd(1)
  for (let step = 0; step < trace.spanCount; step++) {
    const top = state.placeOf(state.current) * ROW_HEIGHT - state.offset
    expect(top, `row ${state.current}`).toBeGreaterThanOrEqual(stickyHeight(state.sticky))
    state.move(-1)
  }
  state.scrollTo(3 * ROW_HEIGHT)
  state.select(3)
  expect(state.offset).toBe(2 * ROW_HEIGHT)
  choices.sticky = false
  state.scrollTo(4 * ROW_HEIGHT)
  state.select(3)
  expect(state.offset).toBe(3 * ROW_HEIGHT)
  choices.sticky = true
})

test('of a chain of 100,000 spans only those that stick are looked at', () => {
  const count = 100_000
  const looked = new Set<number>()
  const { rows, more } = stickyRows(
    Int32Array.from({ length: count }, (_, row) => row),
    90_000 * ROW_HEIGHT,
    4,
    (row) => row,
    (row) => {
      looked.add(row)
      return row - 1
    },
  )
  expect(rows).toEqual([90_000, 90_001, 90_002, 90_003])
  expect(more).toBe(90_000)
  expect(looked.size).toBe(4)
})
