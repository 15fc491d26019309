import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TraceColumns } from '../../preload/contract/trace'
import { flameChart, type FlameChart, type FlameMode } from '../../renderer/views/trace/flame/flameChart'
import { frameAt, timeFrames } from '../../renderer/views/trace/flame/flameFrames'
import { operationsOf } from '../../renderer/views/trace/flame/flameTree'
import { moveFrame } from '../../renderer/views/trace/flame/moveFrame'
import { Slices } from '../../renderer/views/trace/Slices'
import { never } from '../support/never'
import { traceColumnsOf } from '../support/traceColumnsOf'

const SHOP = traceColumnsOf(`
  web page          0..100
    shop list       10..30
      db select     12..20 error
    shop list       20..60
      db select     30..50
      db select     52..58
    shop pay        70..90`)
SHOP.selfTime.set([20, 12, 8, 14, 20, 6, 20])

async function chartOf(mode: FlameMode, columns: TraceColumns, operation = 0, matched = new Uint8Array(0)) {
  return flameChart(mode, columns, operationsOf(columns), operation, matched, new Slices(never))
}

/** The frames as lines: two spaces for each level, name, from..to, what they hold. */
function drawn(chart: FlameChart, { names, name }: TraceColumns): string[] {
  const { level, from, to } = chart.frames
  return [...level].map((of, frame) => {
    const { row, spans, errors, self } = chart.facts(frame)
    const failed = errors > 0 ? ` ${errors} failed` : ''
    return `${'  '.repeat(of)}${names[name[row] ?? 0]} ${from[frame]}..${to[frame]} self ${self} of ${spans}${failed}`
  })
}

test('by time each span lies where it ran, below its parent and on no other', async () => {
  const chart = await chartOf('time', SHOP)
  expect(drawn(chart, SHOP)).toEqual([
    'page 0..100 self 20 of 1',
    '  list 10..30 self 12 of 1',
    '  pay 70..90 self 20 of 1',
    '    select 12..20 self 8 of 1 1 failed',
    '    list 20..60 self 14 of 1',
    '      select 30..50 self 20 of 1',
    '      select 52..58 self 6 of 1',
  ])
})

test('left-heavy merges what has the same path, the most time first', async () => {
  const chart = await chartOf('heavy', SHOP)
  expect(drawn(chart, SHOP)).toEqual([
    'page 0..100 self 20 of 1',
    '  list 0..60 self 26 of 2',
    '  pay 60..80 self 20 of 1',
    '    select 0..34 self 34 of 3 1 failed',
  ])
})

test('a sandwich has the callers of an operation above and what it calls below', async () => {
  const { index } = operationsOf(SHOP)
  const chart = await chartOf('sandwich', SHOP, index[1])
  expect(chart.rootLevel).toBe(1)
  expect(drawn(chart, SHOP).map((line) => line.replace(/ self.*/, ''))).toEqual([
    'page 0..60',
    '  list 0..60',
    '    select 0..34',
  ])
})

test('an operation that calls itself is counted once', async () => {
  const chain = traceColumnsOf(`
    a walk 0..10
      a walk 2..8
        a walk 3..7`)
  chain.selfTime.set([4, 2, 4])
  const chart = await chartOf('sandwich', chain)
  expect(chart.frames.extent).toBe(10)
  expect(chart.facts(0)).toMatchObject({ spans: 1, total: 10 })
})

test('frames know what is among them', async () => {
  const chart = await chartOf('heavy', SHOP, 0, Uint8Array.of(0, 0, 0, 0, 1, 0, 0))
  expect([...chart.errorsBefore]).toEqual([0, 0, 0, 0, 1])
  expect([...chart.matchedBefore]).toEqual([0, 0, 0, 0, 1])
  expect(frameAt(chart.frames, 1, 70)).toBe(2)
  expect(frameAt(chart.frames, 2, 70)).toBe(-1)
})

test('arrow keys go to neighbours, parents and children', async () => {
  const { frames } = await chartOf('heavy', SHOP)
  expect(
    ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) => moveFrame(frames, 1, key)),
  ).toEqual([2, 1, 3, 0, 1, 2])
  expect(moveFrame(frames, 2, 'ArrowDown')).toBe(3)
  expect(moveFrame(frames, 0, 'ArrowUp')).toBe(0)
})

test('whatever a trace is like, no frame lies on another or above its parent', async () => {
  const span = fc.record({
    above: fc.nat(),
    start: fc.integer({ min: 0, max: 50 }),
    duration: fc.integer({ min: -1, max: 30 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(span, { minLength: 1, maxLength: 40 }), async (spans) => {
      const columns = wideColumns(spans.length)
      spans.forEach(({ above, start, duration }, row) => {
        columns.parent[row] = row === 0 ? -1 : above % row
        columns.start[row] = start
        columns.duration[row] = duration < 0 ? NaN : duration
      })
      const { item, level, from, to, levelBegin } = await timeFrames(columns, new Slices(never))
      expect(item.length).toBe(spans.length)
      const levelOf = new Map([...item].map((row, frame) => [row, level[frame] ?? 0]))
      for (const [frame, row] of item.entries()) {
        const parent = columns.parent[row] ?? -1
        if (parent >= 0) expect(levelOf.get(parent) ?? 0).toBeLessThan(level[frame] ?? 0)
        if (frame + 1 < (levelBegin[(level[frame] ?? 0) + 1] ?? 0)) {
          expect(to[frame]).toBeLessThanOrEqual(from[frame + 1] ?? 0)
        }
      }
    }),
  )
})

test.each([
  ['a chain', (row: number) => row - 1],
  ['one parent of all', (row: number) => (row === 0 ? -1 : 0)],
])(
  '%s of a million spans is laid out in every way',
  async (_, parentOf) => {
    const columns = wideColumns(1_000_000)
    for (let row = 0; row < columns.spanCount; row++) {
      columns.parent[row] = parentOf(row)
      columns.start[row] = row
      columns.duration[row] = 2_000_000
    }
    // Processor time: others may keep the machine busy.
    const began = process.cpuUsage()
    expect((await chartOf('time', columns)).frames.levelBegin.length).toBe(1_000_001)
    await chartOf('heavy', columns)
    await chartOf('sandwich', columns)
    const { user, system } = process.cpuUsage(began)
    expect((user + system) / 1_000).toBeLessThan(15_000)
  },
  30_000,
)

function wideColumns(spanCount: number): TraceColumns {
  const numbers = () => new Int32Array(spanCount)
  return {
    ...traceColumnsOf('web page 0..100'),
    spanCount,
    service: numbers(),
    name: numbers(),
    parent: numbers(),
    status: new Uint8Array(spanCount),
    start: new Float64Array(spanCount),
    duration: new Float64Array(spanCount),
    selfTime: new Float64Array(spanCount),
  }
}
