import { afterEach, expect, test } from 'vitest'
import { ArchiveReader } from '../../../main/queries/ArchiveReader'
import { dataQuality } from '../../../main/queries/explore/dataQuality'
import { archiveOf, type DrawnSpan } from '../../support/archiveOf'
import { never } from '../../support/never'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

async function qualityOf(spans: DrawnSpan[], more?: Parameters<typeof archiveOf>[1], signal = never) {
  const archive = await archiveOf(spans, more)
  const reader = await ArchiveReader.open(archive.path)
  ends.push(async () => {
    reader.close()
    await archive.remove()
  })
  return dataQuality(reader, signal)
}

const NONE = { spanCount: 0, count: 0 }

test('spans are counted by each problem that they have', async () => {
  const quality = await qualityOf(
    [
      { trace: '1', id: 'a', duration: 0 },
      { trace: '1', id: 'b', parent: 'x', drawnParent: null, problems: ['orphan', 'not_ended'], duration: null },
      { trace: '1', id: 'c', parent: 'y', drawnParent: null, problems: ['orphan'], duration: 0 },
      { trace: '2', id: 'd', service: 'unknown_service', problems: ['negative_duration'], duration: null },
      { trace: '2', id: 'e', service: 'unknown_service', resource: { host: ['h', 's'] } },
    ],
    (connection) =>
      connection.run(`UPDATE store.span_rows SET dropped_attributes_count = span_row, dropped_links_count = 3
        WHERE span_row IN (2, 4)`),
  )
  const problems = Object.fromEntries(quality.problems.map(({ problem, spanCount }) => [problem, spanCount]))
  expect(problems).toEqual({
    orphan: 2,
    cycle_cut: 0,
    duplicate_id: 0,
    no_trace_id: 0,
    no_start: 0,
    not_ended: 1,
    negative_duration: 1,
    outside_parent: 0,
  })
  expect(quality).toMatchObject({
    spanCount: 5,
    zeroDuration: 2,
    withoutService: 2,
    droppedAttributes: { spanCount: 2, count: 6 },
    droppedEvents: NONE,
    droppedLinks: { spanCount: 2, count: 6 },
    earlierThanCaller: 0,
    clockPairs: [],
  })
})

test('clocks disagree where a span starts before its parent on another host', async () => {
  const on = (host: string): Pick<DrawnSpan, 'resource'> => ({ resource: { 'host.name': [host, 's'] } })
  const early = (id: string, start: number, host: string): DrawnSpan => ({
    trace: '1',
    id,
    parent: 'a',
    start,
    problems: ['outside_parent'],
    ...on(host),
  })
  const quality = await qualityOf([
    { trace: '1', id: 'a', start: 100, duration: 50, ...on('one') },
    early('b', 90, 'two'),
    early('c', 70, 'two'),
    early('d', 60, 'two'),
    early('e', 99, 'three'),
    // It ends too late, which may be as it was.
    early('f', 145, 'two'),
    // On the same host there is but one clock.
    early('g', 50, 'one'),
  ])
  expect(quality.earlierThanCaller).toBe(4)
  expect(quality.clockPairs).toEqual([
    { caller: 'one', callee: 'two', spanCount: 3, aheadNs: 30 },
    { caller: 'one', callee: 'three', spanCount: 1, aheadNs: 1 },
  ])
})

test('an archive without spans has none that mislead', async () => {
  const quality = await qualityOf([])
  expect(quality).toMatchObject({ spanCount: 0, zeroDuration: 0, droppedEvents: NONE, clockPairs: [] })
  expect(quality.problems.every(({ spanCount }) => spanCount === 0)).toBe(true)
})

test('who has asked and gone is told so', async () => {
  await expect(qualityOf([], undefined, AbortSignal.abort())).rejects.toMatchObject({ failure: { code: 'cancelled' } })
})
