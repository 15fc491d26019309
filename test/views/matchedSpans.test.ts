import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { OpenedArchive } from '../../preload/contract/archive'
import type { Result } from '../../preload/contract/channel'
import { stubPage } from '../support/pageStub'
import { traceColumnsOf } from '../support/traceColumnsOf'

stubPage()
const { MatchedSpans } = await import('../../renderer/views/trace/matchedSpans.svelte')
const { TraceState } = await import('../../renderer/views/trace/trace.svelte')
const { pressKey } = await import('../../renderer/views/trace/keys')

const archive: OpenedArchive = { path: '/a.duckdb', name: 'a', report: null, reused: false }
const broken: Result<Int32Array> = { failure: { code: 'connection_closed', request: 'trace.matches' } }

function answer(...rows: number[]): () => Promise<Result<Int32Array>> {
  return () => Promise.resolve({ value: Int32Array.from(rows) })
}

describe('the matches of a query', () => {
  let matches = new MatchedSpans(10)
  beforeEach(() => {
    matches = new MatchedSpans(10)
  })
  const rows = () => matches.rows && [...matches.rows]
  const flagged = () => [...matches.flags].flatMap((flag, row) => (flag ? [row] : []))

  test('are unknown until they are answered, then told of every row', async () => {
    const asked = matches.show(archive, '{ a }', answer(2, 5, 9))
    expect([matches.query, matches.pending, rows(), matches.has(2)]).toEqual(['{ a }', true, undefined, false])
    expect(await asked).toBe(true)
    expect([matches.pending, rows(), flagged()]).toEqual([false, [2, 5, 9], [2, 5, 9]])
    expect([matches.has(5), matches.has(6), matches.has(-1)]).toEqual([true, false, false])
    expect([matches.countIn(0, 10), matches.countIn(3, 9), matches.countIn(5, 6)]).toEqual([3, 1, 1])
  })

  test('may be none', async () => {
    expect(await matches.show(archive, '{ a }', answer())).toBe(true)
    expect([rows(), matches.next(-1, true), matches.countIn(0, 10)]).toEqual([[], -1, 0])
  })

  test('are asked once for the same query of the same archive', async () => {
    const question = vi.fn(answer(1))
    await matches.show(archive, '{ a }', question)
    expect(await matches.show(archive, '{ a }', question)).toBe(false)
    expect(question).toHaveBeenCalledOnce()
  })

  test('of an archive in a new state replace those that were shown, once they are there', async () => {
    await matches.show(archive, '{ a }', answer(1))
    const asked = matches.show({ ...archive }, '{ a }', answer(4))
    expect(rows()).toEqual([1])
    await asked
    expect([rows(), flagged()]).toEqual([[4], [4]])
  })

  test('of an older query are never shown for a newer one', async () => {
    let arrive: (result: Result<Int32Array>) => void = () => undefined
    const late = matches.show(archive, '{ a }', () => new Promise((resolve) => (arrive = resolve)))
    const newer = matches.show(archive, '{ b }', answer(7))
    arrive({ value: Int32Array.of(1) })
    expect([await late, await newer]).toEqual([false, true])
    expect([matches.query, rows()]).toEqual(['{ b }', [7]])
  })

  test('end with the query', async () => {
    await matches.show(archive, '{ a }', answer(1))
    expect(await matches.show(archive, '', answer(2))).toBe(false)
    expect([matches.query, rows(), flagged()]).toEqual(['', undefined, []])
  })

  test('that failed say why, can be asked again, and leave nothing behind', async () => {
    await matches.show(archive, '{ a }', answer(1))
    const question = vi.fn(answer(3)).mockResolvedValueOnce(broken)
    expect(await matches.show({ ...archive }, '{ a }', question)).toBe(false)
    expect([matches.failure, rows(), flagged()]).toEqual([broken.failure, undefined, []])
    expect(await matches.retry()).toBe(true)
    expect([matches.failure, rows()]).toEqual([undefined, [3]])
    await matches.show(archive, '{ b }', () => Promise.resolve(broken))
    await matches.show(archive, '', answer())
    expect(matches.failure).toBeUndefined()
  })
})

describe('from match to match', () => {
  const DRAWING = `
    shop checkout    0..1000
      cart read     10..300
        redis get   12..20
        redis get   21..29
      bank charge  400..900
        fraud ask  450..800
    late report   2000..2100
  `
  let trace = new TraceState(traceColumnsOf(DRAWING))
  beforeEach(async () => {
    trace = new TraceState(traceColumnsOf(DRAWING))
    await trace.matches.show(archive, '{ a }', answer(1, 3, 5))
  })
  function press(...keys: string[]): void {
    for (const key of keys)
      pressKey(trace, { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }, true)
  }

  test('n goes on, N back, both round, and say at which end they started over', () => {
    press('n')
    expect([trace.selected, trace.startedOver]).toEqual([1, ''])
    press('n', 'n')
    expect([trace.selected, trace.startedOver]).toEqual([5, ''])
    press('n')
    expect([trace.selected, trace.startedOver]).toEqual([1, 'top'])
    press('N')
    expect([trace.selected, trace.startedOver]).toEqual([5, 'bottom'])
    press('ArrowUp')
    expect([trace.selected, trace.startedOver]).toEqual([4, ''])
    press('N')
    expect([trace.selected, trace.startedOver]).toEqual([3, ''])
  })

  test('what hides a match is expanded, and nothing else', () => {
    press('{', 'n', 'n')
    expect(trace.selected).toBe(3)
    expect([...trace.rows]).toEqual([0, 1, 2, 3, 4, 6])
  })

  test('without a match the selection stays', async () => {
    trace.select(4)
    await trace.matches.show(archive, '{ b }', answer())
    press('n', 'N')
    expect(trace.selected).toBe(4)
  })
})

test('of a million spans, every match is reached by a few steps', async () => {
  const count = 1_000_000
  const matches = new MatchedSpans(count)
  const every = Int32Array.from({ length: count / 10 }, (_, place) => place * 10 + 3)
  await matches.show(archive, '{ a }', () => Promise.resolve({ value: every }))
  const startedAt = performance.now()
  let row = -1
  for (let step = 0; step < every.length; step++) row = matches.next(row, true)
  expect(row).toBe(every.at(-1))
  // A walk over the rows would take minutes.
  expect(performance.now() - startedAt).toBeLessThan(2_000)
  expect(matches.countIn(0, count / 2)).toBe(every.length / 2)
})
