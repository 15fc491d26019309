import { spanIdAt } from '../../preload/contract/spanIds'
import fc from 'fast-check'
import { expect, describe, test, vi } from 'vitest'
import {
  collapsedInAddress,
  collapseFromAddress,
  foldFromAddress,
  foldsInAddress,
  MOST_NAMED,
} from '../../renderer/views/trace/place/rowsInAddress'
import { zoomFromAddress, zoomInAddress } from '../../renderer/views/trace/place/zoomInAddress'
import { visibleRows } from '../../renderer/views/trace/visibleRows'
import { traceColumnsOf } from '../support/traceColumnsOf'

/** The idle signal lives on the page's root element. */
vi.stubGlobal('document', { documentElement: { dataset: {} } })
const { Folding } = await import('../../renderer/views/trace/fold/folding.svelte')
const { TraceState } = await import('../../renderer/views/trace/trace.svelte')

const trace = traceColumnsOf(`
  shop checkout    0..1000
    cart read     10..300
      redis get   12..20
      redis get   21..29
    bank charge  400..900
      fraud ask  450..800
  late report   2000..2100
`)
const all = visibleRows(trace, new Uint8Array(0))

function said(...collapsed: number[]): string {
  return collapsedInAddress(trace, collapsedOf(...collapsed), all)
}

function collapsedOf(...rows: number[]): Uint8Array {
  return Uint8Array.from({ length: trace.spanCount }, (_, row) => Number(rows.includes(row)))
}

function read(text: string): number[] {
  const collapsed = collapsedOf(0)
  collapseFromAddress(text, trace, collapsed)
  return [...collapsed.keys()].filter((row) => collapsed[row])
}

describe('the time in view', () => {
  test('is said in whole nanoseconds, and read again', () => {
    expect(zoomInAddress({ from: -12.4, to: 5600.6 })).toBe('-12..5601')
    expect(zoomFromAddress('-12..5601')).toEqual({ from: -12, to: 5601 })
  })
  test.each(['', '5', '5..', '5..5', '9..3', '1e3..2e3', 'a..b', '1..2..3', '1..99999999999999999'])(
    'is not %j',
    (text) => expect(zoomFromAddress(text)).toBeUndefined(),
  )
})

describe('collapsed rows', () => {
  test('are named, or said by the depth from which on all are collapsed', () => {
    expect(said()).toBe('')
    expect(said(1)).toBe('span-1')
    expect(said(0, 1, 4)).toBe('*0')
    expect(said(1, 4)).toBe('*1')
    expect(said(0)).toBe('span-0')
  })
  test('name what is otherwise at its depth', () => {
    expect(read('*1 span-4')).toEqual([1])
    expect(read('*0 span-1 span-6')).toEqual([0, 4])
  })
  test('of a mangled address are none, but for what can be read', () => {
    expect(read('*x no-such-span')).toEqual([])
    expect(read('*-1 span-4')).toEqual([4])
  })
  test('are read as they were said', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 7, maxLength: 7, max: 1 }), (bytes) => {
        const rows = [0, 1, 4].filter((row) => bytes[row])
        expect(read(said(...rows))).toEqual(rows)
      }),
    )
  })
  test('may be those of missing parents, named like spans', () => {
    const lost = traceColumnsOf(`
      shop list    0..100
        cart read  1..2
      bank charge  3..4  missing=beef
      bank refund  5..6  missing=cafe
    `)
    const [beef, cafe] = [4, 5]
    for (const [rows, text] of [
      [[], ''],
      [[cafe], 'cafe'],
      [[0], '*0'],
      [[0, beef, cafe], '*all'],
      [[0, cafe], '*0 cafe'],
    ] as const) {
      const collapsed = Uint8Array.from({ length: 6 }, (_, row) => Number(rows.some((one) => one === row)))
      expect(collapsedInAddress(lost, collapsed, visibleRows(lost, new Uint8Array(0)))).toBe(text)
      const again = new Uint8Array(6).fill(1)
      collapseFromAddress(text, lost, again)
      expect([...again]).toEqual([...collapsed])
    }
  })
  test('that are too many to be named leave the address short', () => {
    const pairs = Array.from(
      { length: 1000 },
      (_, at) => `  cart read ${at}..${at + 1}\n    redis get ${at}..${at + 1}`,
    )
    const wide = traceColumnsOf(['shop list 0..1000', ...pairs].join('\n'))
    const collapsed = Uint8Array.from({ length: wide.spanCount }, (_, row) => Number(row % 4 === 1))
    const rows = visibleRows(wide, new Uint8Array(0))
    expect(collapsedInAddress(wide, collapsed, rows)).toBe('')
    collapsed.fill(0, 4 * MOST_NAMED)
    expect(collapsedInAddress(wide, collapsed, rows).split(' ').length).toBe(MOST_NAMED)
  })
})

describe('folded rows', () => {
  const calls = (name: string) => Array.from({ length: 4 }, (_, at) => `  cart ${name} ${at * 10}..${at * 10 + 5}`)
  const repeats = traceColumnsOf(['shop list 0..100', ...calls('SELECT'), ...calls('UPDATE')].join('\n'))

  test('are said by what differs from the first look', () => {
    const folding = new Folding(repeats, new Int32Array(0), undefined, true)
    const second = folding.groupOf(repeats.spanCount - 1)
    expect(foldsInAddress(folding, true, repeats.spanIds)).toBe('')
    expect(foldsInAddress(folding, false, repeats.spanIds)).toBe('*on')
    folding.fold(second, false)
    const text = foldsInAddress(folding, false, repeats.spanIds)
    expect(text).toBe(`*on ${spanIdAt(repeats.spanIds, folding.firstOf(second))}`)

    const again = new Folding(repeats, new Int32Array(0), undefined, false)
    foldFromAddress(text, again, false, repeats)
    expect([...again.hidden]).toEqual([...folding.hidden])
    foldFromAddress('', again, false, repeats)
    expect(again.hidden.every((hidden) => hidden === 0)).toBe(true)
  })
  test('and collapsed ones come back with the trace, and the selection stays among what shows', () => {
    const state = new TraceState(repeats)
    state.select(3)
    state.showRows({ collapsed: '', folds: '*on' })
    expect([...state.rows]).toEqual([0, 1, 5])
    expect(state.selected).toBe(1)
    state.selectAlike(1)
    expect(state.selected).toBe(2)
    expect(state.rowsInAddress).toEqual({ collapsed: '', folds: '*on span-1' })
    state.selectAlike(-1)
    state.selectAlike(-1)
    expect(state.selected).toBe(1)
    state.showRows({ collapsed: '*0', folds: '' })
    expect([...state.rows]).toEqual([0])
    expect(state.selected).toBe(0)
    state.selectAlike(1)
    expect(state.selected).toBe(0)
  })
})
