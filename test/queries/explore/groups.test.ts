import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ArchiveReader } from '../../../main/queries/ArchiveReader'
import { SpanGroupings } from '../../../main/queries/explore/SpanGroupings'
import { Matches } from '../../../main/queries/Matches'
import type { ListSort, TraceFilter } from '../../../preload/contract/explorer'
import { Failed } from '../../../preload/contract/failure'
import { queryOfGroup } from '../../../renderer/views/explore/groups/groupQuery'
import { ALL_TRACES } from '../../support/allTraces'
import { ARCHIVE_START, archiveOf, type DrawnSpan, type WrittenArchive } from '../../support/archiveOf'
import { never } from '../../support/never'
import { placeInOrder } from '../../support/placeInOrder'

const resource = (name: string): NonNullable<DrawnSpan['resource']> => ({ 'service.name': [name, 's'] })
const SPANS: DrawnSpan[] = [
  {
    trace: '1',
    id: 'a',
    name: 'GET',
    start: 0,
    duration: 1_000,
    resource: resource('web'),
    attributes: { lines: ['9', 'i'] },
  },
  { trace: '1', id: 'b', name: 'get', start: 100, duration: 10, resource: resource('cart'), status: 'error' },
  {
    trace: '2',
    id: 'a',
    name: 'GET',
    start: 1_000_000_000,
    duration: 3_000,
    resource: resource('web'),
    attributes: { lines: ['10', 'i'] },
  },
  { trace: '2', id: 'b', name: 'get', start: 2_000_000_000, duration: 0, resource: resource('cart') },
  { trace: '3', id: 'a', name: 'job', start: null, duration: null },
]

let archive: WrittenArchive
let reader: ArchiveReader
beforeAll(async () => {
  archive = await archiveOf(SPANS, async (connection) => {
    await placeInOrder(connection)
    await connection.run(`UPDATE store.span_rows SET tree = struct_update(tree,
      self_time_ns := CASE WHEN duration_ns IS NULL THEN -1 ELSE duration_ns // 2 END,
      critical_path_ns := coalesce(duration_ns // 4, 0))`)
  })
  reader = await ArchiveReader.open(archive.path)
})
afterAll(() => {
  reader.close()
  return archive.remove()
})

const BY_IMPACT: ListSort = { column: 'selfNs', descending: true }

function ask(by: string[], filter: Partial<TraceFilter> = {}, sort = BY_IMPACT, signal = never, of = reader) {
  return new SpanGroupings(new Matches()).ask(of, { filter: { ...ALL_TRACES, ...filter }, by, sort }, signal)
}

describe('spans by a field', () => {
  test('have exact figures, those with the most self time first', async () => {
    const { rows, bins, ...all } = await ask(['resource.service.name'])
    expect(rows.map(({ durations: _, ...figures }) => figures)).toEqual([
      {
        values: ['s:web'],
        spanCount: 2,
        errorCount: 0,
        p50Ns: 1_000,
        p95Ns: 3_000,
        p99Ns: 3_000,
        maxNs: 3_000,
        totalNs: 4_000,
        selfNs: 2_000,
        criticalNs: 1_000,
      },
      {
        values: ['s:cart'],
        spanCount: 2,
        errorCount: 1,
        p50Ns: 0,
        p95Ns: 10,
        p99Ns: 10,
        maxNs: 10,
        totalNs: 10,
        selfNs: 5,
        criticalNs: 2,
      },
      {
        values: ['nil'],
        spanCount: 1,
        errorCount: 0,
        p50Ns: null,
        p95Ns: null,
        p99Ns: null,
        maxNs: null,
        totalNs: 0,
        selfNs: 0,
        criticalNs: 0,
      },
    ])
    expect(all).toEqual({
      total: 3,
      spanCount: 5,
      errorCount: 1,
      selfNs: 2_005,
      mostSelfNs: 2_000,
      mostTotalNs: 4_000,
      lengthNs: 2_000_000_000,
    })
    // From 1 ns, where zero durations are, to 3 µs in a fifth of a power of ten.
    expect(bins).toEqual({ first: 0, perDecade: 5, count: 18 })
    expect(rows.map(({ durations }) => durations.flatMap((count, bin) => (count > 0 ? [[bin, count]] : [])))).toEqual([
      [
        [15, 1],
        [17, 1],
      ],
      [
        [0, 1],
        [5, 1],
      ],
      [],
    ])
  })

  test('or two, of what a query matches within a time', async () => {
    const { rows, lengthNs } = await ask(['resource.service.name', 'span.lines'], {
      query: '{ duration > 5ns }',
      from: ARCHIVE_START,
      to: ARCHIVE_START + 1_500_000_000n,
    })
    expect(rows.map(({ values, spanCount }) => [...values, spanCount])).toEqual([
      ['s:web', 'n:10', 1],
      ['s:web', 'n:9', 1],
      ['s:cart', 'nil', 1],
    ])
    expect(lengthNs).toBe(1_500_000_000)
  })

  test('by any column, numbers by their value', async () => {
    const orderOf = async (column: string, descending: boolean) =>
      (await ask(['span.lines'], {}, { column, descending })).rows.map(({ values: [value] }) => value)
    expect(await orderOf('group1', false)).toEqual(['n:9', 'n:10', 'nil'])
    expect(await orderOf('spanCount', true)).toEqual(['nil', 'n:10', 'n:9'])
    expect(await orderOf('errorShare', true)).toEqual(['nil', 'n:10', 'n:9'])
    expect(await orderOf('p50Ns', false)).toEqual(['nil', 'n:9', 'n:10'])
    await expect(orderOf('nope', false)).rejects.toSatisfy((error) => error instanceof Failed)
  })
})

test('the query for a group finds just its spans', async () => {
  for (const by of [['resource.service.name'], ['name', 'span.lines'], ['status'], ['span:duration', 'kind']]) {
    for (const query of ['', '{ duration >= 0ns } | select(span.lines)', '{ status = error || status = unset }']) {
      const { rows } = await ask(by, { query })
      expect(rows.length).toBeGreaterThan(1)
      for (const { values, spanCount } of rows) {
        const found = queryOfGroup(query, by, values)
        expect(found.exact).toBe(true)
        expect([found.query, (await ask(by, { query: found.query })).spanCount]).toEqual([found.query, spanCount])
      }
    }
  }
})

test('only the first 500 groups are told, and how many there are', async () => {
  const spans = Array.from({ length: 620 }, (_, number): DrawnSpan => ({
    trace: '1',
    id: `a${number}`,
    name: `n${number}`,
  }))
  await withArchive(spans, async (of) => {
    const { total, rows, spanCount } = await ask(['name'], {}, { column: 'group1', descending: false }, never, of)
    expect([total, rows.length, spanCount]).toEqual([620, 500, 620])
  })
})

test('no spans, no durations', async () => {
  const nothing = { spanCount: 0, errorCount: 0, selfNs: 0, mostSelfNs: 0, mostTotalNs: 0 }
  await withArchive([], async (of) => {
    expect(await ask(['name'], {}, BY_IMPACT, never, of)).toEqual({
      total: 0,
      rows: [],
      ...nothing,
      lengthNs: null,
      bins: { first: 0, perDecade: 10, count: 0 },
    })
  })
  const lost = { query: '{ name = "job" }' }
  expect(await ask(['name'], lost)).toMatchObject({ total: 1, lengthNs: null, rows: [{ durations: [], maxNs: null }] })
})

test('a field that is none, a query that is none, and a question that is given up', async () => {
  await expect(ask(['name, kind'])).rejects.toMatchObject({ failure: { code: 'query_wrong' } })
  await expect(ask(['name'], { query: '{ nope' })).rejects.toMatchObject({ failure: { code: 'query_wrong' } })
  await expect(ask(['name'], {}, BY_IMPACT, AbortSignal.abort())).rejects.toMatchObject({
    failure: { code: 'cancelled' },
  })
})

async function withArchive(spans: DrawnSpan[], use: (of: ArchiveReader) => Promise<void>): Promise<void> {
  const written = await archiveOf(spans, placeInOrder)
  const of = await ArchiveReader.open(written.path)
  await use(of).finally(() => of.close())
  await written.remove()
}
