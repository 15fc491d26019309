import { afterAll, beforeAll, expect, test } from 'vitest'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { Groups } from '../../main/queries/Groups'
import { groupsPage } from '../../main/queries/groupsPage'
import { Matches } from '../../main/queries/Matches'
import { matchesHistogram } from '../../main/queries/matchesHistogram'
import { SpanLists } from '../../main/queries/SpanLists'
import { spansPage } from '../../main/queries/spansPage'
import { TraceLists } from '../../main/queries/TraceLists'
import { tracesPage } from '../../main/queries/tracesPage'
import type { TraceFilter } from '../../preload/contract/explorer'
import { ALL_TRACES } from '../support/allTraces'
import { ARCHIVE_START, archiveOf, type WrittenArchive } from '../support/archiveOf'
import { never } from '../support/never'

let archive: WrittenArchive
let reader: ArchiveReader
const matches = new Matches()
const traces = new TraceLists(matches)
const spans = new SpanLists(matches)
const groups = new Groups(matches)
const page = { first: 0, count: 50 }
const shortest = { column: 'durationNs', descending: false }

/** Traces 1 to 5 start one after the other, 6 has no start; each has a span `own`, the odd ones `odd` as well. */
beforeAll(async () => {
  archive = await archiveOf(
    [1, 2, 3, 4, 5, 6].flatMap((trace) => {
      const place = { trace: String(trace), start: trace === 6 ? null : trace * 100, duration: trace === 6 ? null : 10 }
      const own = { ...place, id: 'a', name: 'own' }
      return trace % 2 === 1 ? [own, { ...place, id: 'b', parent: 'a', name: 'odd' }] : [own]
    }),
  )
  reader = await ArchiveReader.open(archive.path)
})
afterAll(() => {
  reader.close()
  return archive.remove()
})

async function found(filter: Partial<TraceFilter>): Promise<{ traces: string[]; spans: string[]; counted: number[] }> {
  const whole = { ...ALL_TRACES, ...filter }
  const listed = await tracesPage(reader, traces, { filter: whole, sort: shortest, ...page }, never)
  const spanned = await spansPage(reader, spans, { filter: whole, sort: shortest, ...page }, never)
  expect([listed.total, spanned.totals.traces]).toEqual([listed.rows.length, listed.total])
  const counts = await Promise.all(
    (['traces', 'spans'] as const).map(async (show) => {
      const histogram = await matchesHistogram(reader, matches, { filter: whole, show, bins: 10 }, never)
      return histogram.counts.reduce((sum, count) => sum + count, 0) + histogram.withoutStart
    }),
  )
  const short = (id: string) => id.replace(/^0+/, '')
  return {
    traces: listed.rows.map(({ traceId }) => short(traceId)).sort(),
    spans: spanned.rows.map(({ traceId, spanId }) => short(traceId) + short(spanId)).sort(),
    counted: counts,
  }
}

test('the latest traces, however they are sorted, and what is in them', async () => {
  expect(await found({ limit: 2 })).toEqual({ traces: ['4', '5'], spans: ['4a', '5a', '5b'], counted: [2, 3] })
  expect(await found({ limit: 100 })).toMatchObject({ traces: ['1', '2', '3', '4', '5', '6'], counted: [6, 9] })
})

test('of those that match', async () => {
  const query = '{ name = "odd" }'
  expect(await found({ query, limit: 2 })).toEqual({ traces: ['3', '5'], spans: ['3b', '5b'], counted: [2, 2] })
})

test('of those that start in time', async () => {
  const to = ARCHIVE_START + 350n
  expect(await found({ to, limit: 2 })).toEqual({ traces: ['2', '3'], spans: ['2a', '3a', '3b'], counted: [2, 3] })
})

test('and groups of these alone', async () => {
  const filter = { ...ALL_TRACES, query: '{ } | by(name)', limit: 3 }
  const sort = { column: 'spanCount', descending: true }
  const { rows, totals } = await groupsPage(reader, groups, { filter, sort, ...page }, never)
  expect(rows.map(({ values, spanCount }) => [values, spanCount])).toEqual([
    [['s:own'], 3],
    [['s:odd'], 2],
  ])
  expect(totals).toEqual({ spans: 5, traces: 3, groups: 2 })
})
