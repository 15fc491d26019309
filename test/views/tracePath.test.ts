import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { TraceColumns } from '../../preload/contract/trace'
import { operationsOf } from '../../renderer/views/trace/flame/flameTree'
import { longestRoots } from '../../renderer/views/trace/path/longestRoots'
import { momentWords, shareWords } from '../../renderer/views/trace/path/momentWords'
import { PathModel } from '../../renderer/views/trace/path/PathModel'
import { readPercentage, readTarget, writeTarget } from '../../renderer/views/trace/path/scenarioInAddress'
import { readShareSort, shareList, writeShareSort } from '../../renderer/views/trace/path/shareList'
import { jaegerSpans, type JaegerTrace } from '../analysis/jaegerSpans'
import { traceColumnsOf } from '../support/traceColumnsOf'

const SHOP = traceColumnsOf(`
  web page          0..100
    shop list       10..60
      db select     20..50
    bank pay        60..90 error
    mail send       65..80`)

function modelOf(columns: TraceColumns) {
  const operations = operationsOf(columns)
  const { parent, start, duration } = columns
  const tree = { parent, start, duration, operation: operations.index, operationCount: operations.row.length }
  return { model: new PathModel(tree), operations }
}

test('shares of operations, and of services, add up to the root’s duration', () => {
  const columns = traceColumnsOf(`
    web page        0..100
      shop list     10..60
        db select   20..30
        db select   35..50
      web render    70..90`)
  const { model, operations } = modelOf(columns)
  const { shares } = model.path()
  const byTime = { column: 'time', descending: true } as const
  const lines = (byService: boolean) =>
    shareList(columns, operations.row, shares, byService, byTime).map(({ label, time, stretches, spans }) => [
      label,
      time,
      stretches,
      spans,
    ])
  expect(lines(false)).toEqual([
    ['web: page', 30, 3, 1],
    ['db: select', 25, 2, 2],
    ['shop: list', 25, 3, 1],
    ['web: render', 20, 1, 1],
  ])
  expect(lines(true)).toEqual([
    ['web', 50, 4, 2],
    ['db', 25, 2, 2],
    ['shop', 25, 3, 1],
  ])
  const sorted = shareList(columns, operations.row, shares, true, { column: 'label', descending: false })
  expect(sorted.map(({ label }) => label)).toEqual(['db', 'shop', 'web'])
})

test('what if: an operation, a span, a span with all below it', () => {
  const { model, operations } = modelOf(SHOP)
  const only = (row: number) => Uint8Array.from(operations.row, (_, of) => Number(of === operations.index[row]))
  const none = new Uint8Array(operations.row.length)
  const after = (chosen: Uint8Array, row: number, below: boolean, factor: number) =>
    model.whatIf({ operations: chosen, row, below, factor }).after
  expect(after(only(2), -1, false, 0.5)).toBe(85)
  expect(after(none, 1, false, 0.5)).toBe(90)
  expect(after(none, 1, true, 0.5)).toBe(75)
  expect(after(none, 4, false, 0)).toBe(100)
  // Without the payment the mail is what the page waits for.
  expect(after(none, 3, false, 0)).toBe(90)
  expect(after(none, 0, true, 0)).toBe(0)
})

test('of what is gone nothing leads the path, though all that is left touches', () => {
  const columns = traceColumnsOf(`
    web page   0..100
      db one   5..45
      db two   50..95`)
  const { model, operations } = modelOf(columns)
  const { before, after, time } = model.whatIf({ operations: Uint8Array.of(1, 0, 0), row: -1, below: false, factor: 0 })
  expect([before, after]).toEqual([100, 85])
  expect(
    Array.from(time, (of, operation) => [columns.names[columns.name[operations.row[operation] ?? 0] ?? 0], of]),
  ).toEqual([
    ['page', 0],
    ['one', 40],
    ['two', 45],
  ])
})

test('the longest roots come first', () => {
  const columns = traceColumnsOf(`
    a short   0..10
      a below 1..2
    b long    5..90
    c open    7..?`)
  expect(longestRoots(columns)).toEqual({ rows: [2, 0, 3], total: 3 })
})

test('moments of one length can be told apart, and no share is shown as nothing', () => {
  expect(momentWords(1_234_567, 2e6)).toBe('1.235 ms')
  expect(momentWords(1_234_567, 3e9)).toBe('0.001235 s')
  expect(momentWords(7, 40)).toBe('7 ns')
  expect(shareWords(1, 3)).toBe('33.3 %')
  expect(shareWords(1, 1e6)).toBe('< 0.1 %')
  expect(shareWords(0, 10)).toBe('0.0 %')
  expect(shareWords(1, NaN)).toBe('–')
})

test('scenario and sorting are read as they are written, and nonsense is not', () => {
  for (const target of [
    { kind: 'operation', label: 'shop: GET /' },
    { kind: 'service', label: 'shop' },
    { kind: 'span', label: '' },
  ] as const)
    expect(readTarget(writeTarget(target))).toEqual(target)
  expect(readTarget('anything')).toBeNull()
  expect(['0', '30', '400', '-3', 'x', null].map(readPercentage)).toEqual([0, 30, 100, 50, 50, 50])
  expect(readShareSort(writeShareSort({ column: 'spans', descending: true }))).toEqual({
    column: 'spans',
    descending: true,
  })
  expect(readShareSort('nothing')).toEqual({ column: 'time', descending: true })
})

describe.skipIf(!process.env['TRACELOUPE_TRACES'])('on real traces', () => {
  const folder = join(process.env['TRACELOUPE_TRACES'] ?? '', 'derived')
  test('shares add up to the root, and no scenario saves more than the target’s time or takes longer', () => {
    const { data }: { data: JaegerTrace[] } = JSON.parse(
      readFileSync(join(folder, 'hotel_load50-300.jaeger-merged.json'), 'utf8'),
    )
    for (const trace of data) {
      const { ids, tree, start, end } = jaegerSpans(trace)
      if (tree.parent.filter((above) => above < 0).length !== 1) continue
      const names = [...new Set(trace.spans.map(({ operationName }) => operationName))]
      const operation = Int32Array.from(trace.spans, (span) => names.indexOf(span.operationName))
      // The model's row 0 is its root: the rows are put into the tree's order.
      const place = new Int32Array(ids.length)
      tree.order.forEach((row, at) => (place[row] = at))
      const ordered = (column: Float64Array | Int32Array) => Array.from(tree.order, (row) => column[row] ?? NaN)
      const model = new PathModel({
        parent: Int32Array.from(tree.order, (row) => place[tree.parent[row] ?? -1] ?? -1),
        start: Float64Array.from(ordered(start)),
        duration: Float64Array.from(tree.order, (row) => (end[row] ?? NaN) - (start[row] ?? NaN)),
        operation: Int32Array.from(ordered(operation)),
        operationCount: names.length,
      })
      const { shares } = model.path()
      const whole = (end[tree.order[0] ?? 0] ?? NaN) - (start[tree.order[0] ?? 0] ?? NaN)
      expect(shares.time.reduce((sum, time) => sum + time, 0)).toBeCloseTo(whole, 6)
      names.forEach((_, of) => {
        const chosen = Uint8Array.from(names, (_, other) => Number(of === other))
        const { before, after } = model.whatIf({ operations: chosen, row: -1, below: false, factor: 0.5 })
        expect(before).toBe(whole)
        expect(after).toBeLessThanOrEqual(before)
      })
    }
  })
})
