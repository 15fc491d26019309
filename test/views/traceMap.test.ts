import { describe, expect, test } from 'vitest'
import { measureTrace, problemsOf } from '../../renderer/views/trace/measureTrace'
import { ERROR_CELL, matchedCells, minimapOf, type Minimap } from '../../renderer/views/trace/minimap'
import { traceColumnsOf } from '../support/traceColumnsOf'

/** Lanes as text: `.` for empty, digits for 1 + the service's colour, `x` for an error. */
function drawn({ columns, lanes, cells }: Minimap): string[] {
  return Array.from({ length: lanes }, (_, lane) =>
    [...cells.subarray(lane * columns, (lane + 1) * columns)]
      .map((cell) => (cell === 0 ? '.' : cell === ERROR_CELL ? 'x' : String(cell)))
      .join(''),
  )
}

describe('the minimap', () => {
  const trace = traceColumnsOf(`
    shop checkout  0..100
      cart read   10..30
      bank charge 40..90  error
      cart lost    ?..?   no_start
      cart open   70..?   not_ended
  `)
  const colours = Uint8Array.of(0, 4, 8)

  test('shows each span in its lane', () =>
    expect(drawn(minimapOf(trace, { from: 0, to: 100 }, 20, 10, colours))).toEqual([
      '11111111111111111111',
      '..5555..............',
      '........99999999xx..',
      '....................',
      '..............5.....',
    ]))

  test('spans share lanes when there are more of them than lanes; errors stay on top', () =>
    expect(drawn(minimapOf(trace, { from: 0, to: 100 }, 20, 2, colours))).toEqual([
      '1155551199999999xx11',
      '..............5.....',
    ]))

  test('an empty trace has an empty map', () => {
    const empty = { ...trace, spanCount: 0 }
    expect(drawn(minimapOf(empty, { from: 0, to: 1000 }, 4, 10, colours))).toEqual(['....'])
  })

  test('shows what matches apart, at least two pixels of each', () => {
    const extent = { from: 0, to: 100 }
    const map = minimapOf(trace, extent, 20, 10, colours)
    const matched = (...rows: number[]) => matchedCells(map, trace, extent, Int32Array.from(rows), colours)
    expect(drawn({ ...map, cells: matched(1, 3, 4) })).toEqual([
      '....................',
      '..5555..............',
      '....................',
      '....................',
      '..............55....',
    ])
    const shared = minimapOf(trace, extent, 20, 2, colours)
    expect(drawn({ ...shared, cells: matchedCells(shared, trace, extent, Int32Array.of(2), colours) })).toEqual([
      '........9999999999..',
      '....................',
    ])
  })

  test('a span at the very end is still seen', () => {
    const late = traceColumnsOf(`
      a b 0..100
        a c 100..100
    `)
    expect(drawn(minimapOf(late, { from: 0, to: 100 }, 10, 10, Uint8Array.of(0)))).toEqual(['1111111111', '.........1'])
  })
})

describe('the measure of a trace', () => {
  const trace = traceColumnsOf(`
    shop lost      5..20   orphan error
      cart read   10..15
    shop checkout  0..100  critical=60
      bank charge 40..90   critical=40 error
      bank audit  95..130  outside_parent
    late cut      60..?    cycle_cut not_ended
  `)
  const measure = measureTrace(trace)

  test('counts services, most frequent first', () =>
    expect(measure.services).toEqual([
      { service: 2, name: 'bank', spanCount: 2, errorCount: 1 },
      { service: 0, name: 'shop', spanCount: 2, errorCount: 1 },
      { service: 1, name: 'cart', spanCount: 1, errorCount: 0 },
      { service: 3, name: 'late', spanCount: 1, errorCount: 0 },
    ]))
  test('counts problems, with the first row of each', () =>
    expect(measure.problems).toEqual([
      { problem: 'orphan', spanCount: 1, firstRow: 0 },
      { problem: 'cycle_cut', spanCount: 1, firstRow: 5 },
      { problem: 'not_ended', spanCount: 1, firstRow: 5 },
      { problem: 'outside_parent', spanCount: 1, firstRow: 4 },
    ]))
  test('is named after a real root, not an orphan', () => {
    expect(measure.titleRow).toBe(2)
    expect(measure.rootCount).toBe(1)
  })
  test('knows errors, depth and extent', () => {
    expect([...measure.errorRows]).toEqual([0, 3])
    expect(measure.deepest).toBe(1)
    expect(measure.extent).toEqual({ from: 0, to: 130 })
    expect([...measure.criticalBefore]).toEqual([0, 0, 0, 60, 100, 100, 100])
  })
  test('without any root is named after the first row', () => {
    const orphan = measureTrace(traceColumnsOf('a b 0..1 orphan'))
    expect([orphan.titleRow, orphan.rootCount]).toEqual([0, 0])
  })
  test('a trace without any duration still has an extent', () => {
    expect(measureTrace(traceColumnsOf('a b ?..? no_start')).extent).toEqual({ from: 0, to: 1000 })
    expect(measureTrace({ ...trace, spanCount: 0, durationNs: 0 })).toMatchObject({ titleRow: -1, services: [] })
  })
  test('names the problems of a row', () => expect(problemsOf(0b100001)).toEqual(['orphan', 'not_ended']))
})
