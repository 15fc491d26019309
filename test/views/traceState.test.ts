import { beforeEach, describe, expect, test, vi } from 'vitest'
import { traceColumnsOf } from '../support/traceColumnsOf'

/** The idle signal lives on the page's root element. */
vi.stubGlobal('document', { documentElement: { dataset: {} } })
const { TraceState } = await import('../../renderer/views/trace/trace.svelte')
const { pressKey, traceActions } = await import('../../renderer/views/trace/keys')
const { choices } = await import('../../renderer/views/trace/choices.svelte')
const { ROW_HEIGHT } = await import('../../renderer/views/trace/layout')

const DRAWING = `
  shop checkout    0..1000
    cart read     10..300
      redis get   12..20
      redis get   21..29    error
    bank charge  400..900
      fraud ask  450..800   error
  late report   2000..2100
`
let trace = new TraceState(traceColumnsOf(DRAWING))

beforeEach(() => {
  trace = new TraceState(traceColumnsOf(DRAWING))
  trace.viewHeight = 3 * ROW_HEIGHT
  choices.detailOpen = false
})

function press(...keys: string[]): void {
  for (const key of keys) {
    const named = key.replace('Shift+', '')
    const event = { key: named, shiftKey: named !== key, ctrlKey: false, metaKey: false, altKey: false }
    expect(pressKey(trace, event, true), key).toBe(true)
  }
}

describe('the selection', () => {
  test('begins at the first row in view and moves by visible rows', () => {
    press('ArrowDown')
    expect(trace.selected).toBe(0)
    press('ArrowDown', 'j', 'ArrowUp', 'j', 'j')
    expect(trace.selected).toBe(3)
  })
  test('stops at both ends', () => {
    press('End', 'ArrowDown')
    expect(trace.selected).toBe(6)
    press('Home', 'ArrowUp')
    expect(trace.selected).toBe(0)
  })
  test('moves by screenfuls, of which one row stays', () => {
    press('Home', 'PageDown')
    expect(trace.selected).toBe(2)
    press('PageDown', 'PageDown', 'PageDown', 'PageUp')
    expect(trace.selected).toBe(4)
  })
  test('is brought into view with as little scrolling as possible', () => {
    press('Home', 'ArrowDown', 'ArrowDown')
    expect(trace.offset).toBe(0)
    press('ArrowDown')
    expect(trace.offset).toBe(ROW_HEIGHT)
    trace.scrollTo(4 * ROW_HEIGHT)
    press('ArrowUp')
    expect(trace.offset).toBe(2 * ROW_HEIGHT)
  })
  test('made before it is known how much shows is brought into view then, and only once', () => {
    const early = new TraceState(traceColumnsOf(DRAWING))
    early.selectSpan('span-6')
    expect(early.offset).toBe(0)
    early.viewHeight = 2 * ROW_HEIGHT
    early.showAwaited()
    expect(early.offset).toBe(5 * ROW_HEIGHT)
    early.scrollTo(0)
    early.showAwaited()
    expect(early.offset).toBe(0)
  })
  test('finds spans by id', () => {
    expect(trace.selectSpan('span-5')).toBe(true)
    expect(trace.selected).toBe(5)
    expect(trace.selectSpan('nowhere')).toBe(false)
    expect([trace.selected, trace.missingSpan]).toEqual([5, 'nowhere'])
    trace.select(1)
    expect(trace.missingSpan).toBe('')
  })
})

describe('the tree', () => {
  test('left collapses, then goes to the parent; right expands, then goes to the first child', () => {
    trace.select(1)
    press('ArrowLeft')
    expect([...trace.rows]).toEqual([0, 1, 4, 5, 6])
    expect(trace.selected).toBe(1)
    press('ArrowLeft')
    expect(trace.selected).toBe(0)
    trace.select(1)
    press('ArrowRight')
    expect([...trace.rows]).toEqual([0, 1, 2, 3, 4, 5, 6])
    press('ArrowRight')
    expect(trace.selected).toBe(2)
    press('ArrowRight')
    expect(trace.selected).toBe(2)
    press('h')
    expect(trace.selected).toBe(1)
  })
  test('all, by level, by subtree', () => {
    trace.select(6)
    press('{')
    expect([...trace.rows]).toEqual([0, 6])
    press(']')
    expect([...trace.rows]).toEqual([0, 1, 4, 6])
    press('}')
    expect([...trace.rows]).toHaveLength(7)
    press('[')
    expect([...trace.rows]).toEqual([0, 1, 4, 6])
    trace.select(0)
    press('t')
    expect([...trace.rows]).toEqual([0, 6])
    press('t')
    expect([...trace.rows]).toHaveLength(7)
  })
  test('a hidden selection moves up to the row which hides it', () => {
    trace.select(3)
    trace.toggle(1)
    expect(trace.selected).toBe(1)
  })
  test('selecting a hidden row expands what hides it and nothing else', () => {
    press('{')
    trace.select(5)
    expect([...trace.rows]).toEqual([0, 1, 4, 5, 6])
  })
  test('collapsing keeps the selected row where it is on the screen', () => {
    trace.scrollTo(3 * ROW_HEIGHT)
    trace.selected = 4
    trace.toggle(1)
    expect([...trace.rows].indexOf(4) * ROW_HEIGHT - trace.offset).toBe(ROW_HEIGHT)
  })
  test('a row without children has nothing to collapse', () => {
    trace.toggle(2)
    expect([...trace.rows]).toHaveLength(7)
  })
})

describe('errors', () => {
  test('are visited in order, in circles, even where they are hidden', () => {
    press('{', 'e')
    expect(trace.selected).toBe(3)
    press('e')
    expect(trace.selected).toBe(5)
    press('e')
    expect(trace.selected).toBe(3)
    press('E')
    expect(trace.selected).toBe(5)
  })
})

describe('the stretch of time', () => {
  test('starts whole and is whole again after f', () => {
    expect(trace.time.range).toEqual({ from: 0, to: 2100 })
    expect(trace.time.isWhole).toBe(true)
    press('+')
    expect(trace.time.range.to - trace.time.range.from).toBeCloseTo(1400, 6)
    expect(trace.time.isWhole).toBe(false)
    press('f')
    expect(trace.time.isWhole).toBe(true)
  })
  test('zooms around the selected span', () => {
    trace.select(6)
    press('+', '+', '+', '+')
    expect(trace.time.range.to - trace.time.range.from).toBeCloseTo(2100 / 1.5 ** 4, 6)
    expect(trace.time.range.to).toBeGreaterThan(2000)
  })
  test('fits a span with some room on both sides', () => {
    trace.select(5)
    press('F')
    expect(trace.time.range).toEqual({ from: 450 - 28, to: 800 + 28 })
  })
  test('pans with Shift and the arrows, and stops at the ends', () => {
    trace.time.look({ from: 1000, to: 1100 })
    press('Shift+ArrowRight')
    expect(trace.time.range).toEqual({ from: 1015, to: 1115 })
    for (let i = 0; i < 100; i++) press('Shift+ArrowLeft')
    expect(trace.time.range.from).toBe(0)
  })
})

describe('keys', () => {
  test('Enter opens and closes the details, Escape closes them', () => {
    press('Enter')
    expect([trace.selected, choices.detailOpen]).toEqual([0, false])
    press('Enter')
    expect(choices.detailOpen).toBe(true)
    press('Escape')
    expect(choices.detailOpen).toBe(false)
  })
  test('with Ctrl, Cmd or Alt belong to others', () => {
    const event = { key: 'f', shiftKey: false, ctrlKey: true, metaKey: false, altKey: false }
    expect(pressKey(trace, event, true)).toBe(false)
  })
  test('arrows mean nothing outside of the rows, letters do', () => {
    const event = { key: 'ArrowDown', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }
    expect(pressKey(trace, event, false)).toBe(false)
    expect(pressKey(trace, { ...event, key: 'j' }, false)).toBe(true)
  })
  test('each mean one thing, which can be done as long as it would do something', () => {
    const listed = () => traceActions(trace, true).filter(({ can }) => can)
    const keys = traceActions(trace, true).flatMap((action) => action.keys)
    expect(new Set(keys).size).toBe(keys.length)
    const named = (does: string) => listed().find((action) => action.does === does)
    expect([named('Next error')?.keys, named('Next match'), named('Zoom to the span')]).toEqual([
      ['e'],
      undefined,
      undefined,
    ])
    press('e')
    named('Zoom to the span')?.run()
    expect([trace.selected, trace.time.isWhole]).toEqual([3, false])
  })
  test('of the timeline alone mean nothing in other views', () => {
    const listed = traceActions(trace, false).filter(({ can }) => can)
    expect(listed.map(({ does }) => does)).toEqual(['Next error', 'Previous error', 'Export the trace'])
    const event = { key: 'f', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }
    expect(pressKey(trace, event, false, false)).toBe(false)
    expect(pressKey(trace, { ...event, key: 'e' }, false, false)).toBe(true)
  })
})

test('a chain of 100,000 spans is collapsed, expanded and walked without recursion', () => {
  const count = 100_000
  const chain = new TraceState({
    ...traceColumnsOf('a b 0..100'),
    spanCount: count,
    parent: Int32Array.from({ length: count }, (_, row) => row - 1),
    depth: Int32Array.from({ length: count }, (_, row) => row),
    childCount: Int32Array.from({ length: count }, (_, row) => Number(row < count - 1)),
    descendantCount: Int32Array.from({ length: count }, (_, row) => count - row - 1),
    service: new Int32Array(count),
  })
  chain.collapseAll()
  expect(chain.rows.length).toBe(1)
  chain.select(count - 1)
  expect(chain.rows.length).toBe(count)
  expect(chain.measure.deepest).toBe(count - 1)
})
