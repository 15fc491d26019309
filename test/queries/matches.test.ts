import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { Groups } from '../../main/queries/Groups'
import { groupsPage } from '../../main/queries/groupsPage'
import { Matches } from '../../main/queries/Matches'
import { matchesHistogram } from '../../main/queries/matchesHistogram'
import { SpanLists } from '../../main/queries/SpanLists'
import { spansPage } from '../../main/queries/spansPage'
import { TraceLists } from '../../main/queries/TraceLists'
import { tracesPage } from '../../main/queries/tracesPage'
import type { ListSort, TraceFilter } from '../../preload/contract/explorer'
import type { ColumnValue, MatchHistogram } from '../../preload/contract/matches'
import { ALL_TRACES } from '../support/allTraces'
import { ARCHIVE_START, archiveOf, paddedSpanId, paddedTraceId, type WrittenArchive } from '../support/archiveOf'
import { never } from '../support/never'
import { placeInOrder } from '../support/placeInOrder'

let archive: WrittenArchive
let reader: ArchiveReader
const matches = new Matches()
const spanLists = new SpanLists(matches)
const traceLists = new TraceLists(matches)
const groups = new Groups(matches)

/** Five spans in three traces; the third trace has no start. */
beforeAll(async () => {
  archive = await archiveOf(
    [
      {
        trace: '1',
        id: 'a',
        service: 'shop',
        name: 'GET /',
        kind: 'server',
        start: 1_000,
        duration: 900,
        attributes: { 'http.status': ['200', 'i'], tags: ['["x","y"]', 'a'] },
        resource: { 'service.name': ['shop', 's'], region: ['eu', 's'] },
      },
      {
        trace: '1',
        id: 'b',
        parent: 'a',
        service: 'cart',
        resource: { 'service.name': ['cart', 's'] },
        name: 'Get',
        kind: 'client',
        start: 1_100,
        duration: 300,
        status: 'error',
        attributes: { 'http.status': ['1000', 'i'], ratio: ['0.5', 'd'] },
        events: [
          { time: 1_150, name: 'retry', attributes: { attempt: ['1', 'i'] } },
          { time: 1_250, name: 'retry', attributes: { attempt: ['2', 'i'] } },
        ],
      },
      {
        trace: '1',
        id: 'c',
        parent: 'a',
        service: 'cart',
        resource: { 'service.name': ['cart', 's'] },
        name: 'Get',
        kind: 'client',
        start: 1_500,
        duration: 100,
        attributes: { 'http.status': ['200 OK', 's'], 'app.flag': ['true', 'b'] },
      },
      {
        trace: '2',
        id: 'a',
        service: 'shop',
        resource: { 'service.name': ['shop', 's'] },
        name: 'POST /',
        kind: 'server',
        start: 5_000,
        duration: 50,
        status: 'error',
        attributes: { 'http.status': ['500', 'i'] },
      },
      {
        trace: '3',
        id: 'a',
        service: 'ci',
        resource: { 'service.name': ['ci', 's'] },
        name: 'job',
        start: null,
        duration: null,
      },
    ],
    placeInOrder,
  )
  reader = await ArchiveReader.open(archive.path)
})
afterAll(() => {
  reader.close()
  return archive.remove()
})

function ask(
  filter: Partial<TraceFilter>,
  sort: Partial<ListSort> = {},
  page: { first?: number; count?: number; columns?: string[] } = {},
) {
  return {
    filter: { ...ALL_TRACES, ...filter },
    sort: { column: 'startTime', descending: false, ...sort },
    first: 0,
    count: 100,
    ...page,
  }
}

const spansOf = (...question: Parameters<typeof ask>) => spansPage(reader, spanLists, ask(...question), never)
const tracesOf = (...question: Parameters<typeof ask>) => tracesPage(reader, traceLists, ask(...question), never)
const groupsOf = (...question: Parameters<typeof ask>) => groupsPage(reader, groups, ask(...question), never)

/** `trace/span` of each. */
async function named(...question: Parameters<typeof ask>): Promise<string[]> {
  const { rows } = await spansOf(...question)
  return rows.map(({ traceId, spanId }) => `${traceId.replace(/^0+/, '')}${spanId.replace(/^0+/, '')}`)
}

describe('the list of spans', () => {
  test('without a query has all spans, by start, those without one last', async () => {
    expect(await named({})).toEqual(['1a', '1b', '1c', '2a', '3a'])
    expect(await named({}, { descending: true })).toEqual(['2a', '1c', '1b', '1a', '3a'])
  })

  test('answers a page with everything about each span, and the totals', async () => {
    const query = '{ kind = client || status = error }'
    expect(await spansOf({ query }, {}, { first: 1, count: 1 })).toEqual({
      total: 3,
      archiveTotal: 3,
      totals: { spans: 3, traces: 2, groups: null },
      longestNs: 300,
      rows: [
        {
          spanRow: 2,
          traceId: paddedTraceId('1'),
          spanId: paddedSpanId('c'),
          serviceName: 'cart',
          name: 'Get',
          kind: 'client',
          startTime: ARCHIVE_START + 1_500n,
          durationNs: 100,
          selfTimeNs: 100,
          status: 'unset',
          rootServiceName: 'shop',
          rootName: 'GET /',
          values: [],
        },
      ],
    })
  })

  test.each<[string, string[]]>([
    ['serviceName', ['1b', '1c', '3a', '1a', '2a']],
    ['name', ['1a', '1b', '1c', '2a', '3a']],
    ['kind', ['1b', '1c', '3a', '1a', '2a']],
    ['durationNs', ['2a', '1c', '1b', '1a', '3a']],
    ['selfTimeNs', ['2a', '1c', '1b', '1a', '3a']],
    ['status', ['1b', '2a', '1a', '1c', '3a']],
    ['trace', ['3a', '1a', '1b', '1c', '2a']],
  ])('sorts by %s, and breaks ties by trace and place', async (column, expected) => {
    expect(await named({}, { column })).toEqual(expected)
    expect(await named({ query: '{ }' }, { column })).toEqual(expected)
  })

  test.each<[string, string[], string[]]>([
    // Numbers by their size before texts; what is missing comes last.
    ['span.http.status', ['1a', '2a', '1b', '1c', '3a'], ['1b', '2a', '1a', '1c', '3a']],
    ['resource.region', ['1a', '1b', '1c', '2a', '3a'], ['1a', '1b', '1c', '2a', '3a']],
    ['event.attempt', ['1b', '1a', '1c', '2a', '3a'], ['1b', '1a', '1c', '2a', '3a']],
    ['parent.span.http.status', ['1b', '1c', '1a', '2a', '3a'], ['1b', '1c', '1a', '2a', '3a']],
    ['trace:duration', ['3a', '2a', '1a', '1b', '1c'], ['1a', '1b', '1c', '2a', '3a']],
  ])('sorts by the field %s', async (column, ascending, descending) => {
    expect(await named({}, { column })).toEqual(ascending)
    expect(await named({ query: '{ }' }, { column })).toEqual(ascending)
    expect(await named({}, { column, descending: true })).toEqual(descending)
  })

  test('shows fields with their types, values of events together, and nothing where there is none', async () => {
    const columns = [
      'span.http.status',
      'span.tags',
      '.region',
      'event:name',
      'event.attempt',
      'parent.span.tags',
      'duration',
    ]
    const { rows } = await spansOf({}, {}, { columns })
    const one = (text: string, type: ColumnValue['type']) => ({ texts: [text], count: 1, type })
    expect(rows[0]?.values).toEqual([
      one('200', 'i'),
      one('["x","y"]', 'a'),
      one('eu', 's'),
      null,
      null,
      null,
      one('900', 'i'),
    ])
    expect(rows[1]?.values).toEqual([
      one('1000', 'i'),
      null,
      null,
      { texts: ['retry', 'retry'], count: 2, type: 's' },
      { texts: ['1', '2'], count: 2, type: 'i' },
      one('["x","y"]', 'a'),
      one('300', 'i'),
    ])
    expect(rows[4]?.values).toEqual([null, null, null, null, null, null, null])
  })

  test('refuses what is no field, and what is no query', async () => {
    for (const column of ['nope', 'a b', 'kind, name', ') | count() > (', ''])
      await expect(spansOf({}, {}, { columns: [column] }), column).rejects.toMatchObject({
        failure: { code: 'query_wrong' },
      })
    await expect(spansOf({}, { column: 'nope' })).rejects.toMatchObject({ failure: { code: 'query_wrong' } })
    await expect(spansOf({ query: '{ nope' })).rejects.toMatchObject({ failure: { code: 'query_wrong' } })
  })

  test('takes from and to for the start of the span, not of its trace', async () => {
    const filter = { from: ARCHIVE_START + 1_100n, to: ARCHIVE_START + 5_000n }
    expect(await named(filter)).toEqual(['1b', '1c'])
    expect((await tracesOf(filter)).rows).toEqual([])
    expect(await named({ ...filter, query: '{ status = error }' })).toEqual(['1b'])
  })
})

describe('the list of traces', () => {
  test('shows and sorts by a field of the first matched span in tree order that has it', async () => {
    const columns = ['span.http.status', 'span.ratio', 'event.attempt']
    const texts = async (query: string) =>
      (await tracesOf({ query }, {}, { columns })).rows.map(({ values }) =>
        values.map((value) => value?.texts.join() ?? null),
      )
    expect(await texts('')).toEqual([
      ['200', '0.5', '1,2'],
      ['500', null, null],
      [null, null, null],
    ])
    expect(await texts('{ kind = client }')).toEqual([['1000', '0.5', '1,2']])
    expect(await texts('{ span.app.flag = true }')).toEqual([['200 OK', null, null]])
    const order = async (query: string) =>
      (await tracesOf({ query }, { column: 'span.http.status', descending: true })).rows.map(({ traceId }) =>
        traceId.at(-1),
      )
    expect(await order('')).toEqual(['2', '1', '3'])
    expect(await order('{ status = error }')).toEqual(['1', '2'])
  })

  test('says how many spans and groups there are beside the traces', async () => {
    expect((await tracesOf({})).totals).toEqual({ spans: 5, traces: 3, groups: null })
    expect((await tracesOf({ query: '{ } | by(resource.service.name)' })).totals).toEqual({
      spans: 5,
      traces: 3,
      groups: 3,
    })
    expect((await tracesOf({ query: '{ kind = client } | count() > 1' })).totals).toEqual({
      spans: 2,
      traces: 1,
      groups: null,
    })
    expect((await tracesOf({ query: '{ } | by(name)', from: ARCHIVE_START + 2_000n })).totals).toEqual({
      spans: 1,
      traces: 1,
      groups: 1,
    })
  })
})

describe('groups', () => {
  const query = '{ } | by(kind, resource.service.name)'

  test('have exact counts and percentiles over all traces', async () => {
    expect(await groupsOf({ query }, { column: 'totalNs', descending: true })).toEqual({
      total: 3,
      archiveTotal: 3,
      totals: { spans: 5, traces: 3, groups: 3 },
      longestNs: 950,
      rows: [
        {
          values: ['s:server', 's:shop'],
          spanCount: 2,
          traceCount: 2,
          errorCount: 1,
          p50Ns: 50,
          p95Ns: 900,
          maxNs: 900,
          totalNs: 950,
        },
        {
          values: ['s:client', 's:cart'],
          spanCount: 2,
          traceCount: 1,
          errorCount: 1,
          p50Ns: 100,
          p95Ns: 300,
          maxNs: 300,
          totalNs: 400,
        },
        {
          values: ['s:internal', 's:ci'],
          spanCount: 1,
          traceCount: 1,
          errorCount: 0,
          p50Ns: null,
          p95Ns: null,
          maxNs: null,
          totalNs: 0,
        },
      ],
    })
  })

  test('sort by every figure, and by values as what they are', async () => {
    const first = async (column: string, descending = true) =>
      (await groupsOf({ query: '{ } | by(span.http.status)' }, { column, descending })).rows.map(
        ({ values }) => values[0],
      )
    expect(await first('group1', false)).toEqual(['n:200', 'n:500', 'n:1000', 'nil', 's:200 OK'])
    expect(await first('maxNs')).toEqual(['n:200', 'n:1000', 's:200 OK', 'n:500', 'nil'])
    expect((await first('errorCount')).slice(0, 2)).toEqual(['n:1000', 'n:500'])
    await expect(first('group2')).rejects.toMatchObject({ failure: { code: 'query_wrong' } })
  })

  test('count the spans that start between from and to', async () => {
    const range = { from: ARCHIVE_START + 1_200n, to: ARCHIVE_START + 6_000n }
    const { rows, totals } = await groupsOf({ query, ...range }, { column: 'group1' })
    expect(totals).toEqual({ spans: 2, traces: 2, groups: 2 })
    expect(rows.map(({ values, spanCount }) => [values.join(' '), spanCount])).toEqual([
      ['s:client s:cart', 1],
      ['s:server s:shop', 1],
    ])
  })

  test('are not there without by()', async () => {
    await expect(groupsOf({ query: '{ }' }, { column: 'spanCount' })).rejects.toMatchObject({
      failure: { code: 'query_wrong' },
    })
  })
})

describe('the histogram', () => {
  const histogramOf = (filter: Partial<TraceFilter>, show: 'traces' | 'spans', bins = 40) =>
    matchesHistogram(reader, matches, { filter: { ...ALL_TRACES, ...filter }, show, bins }, never)
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
  const figures = ({ counts, errors, withoutStart }: MatchHistogram) => [sum(counts), sum(errors), withoutStart]

  test('has each match in one bin, or tells that it has no start', async () => {
    expect(figures(await histogramOf({}, 'spans'))).toEqual([4, 2, 1])
    expect(figures(await histogramOf({}, 'traces'))).toEqual([2, 2, 1])
    expect(figures(await histogramOf({ query: '{ kind = server }' }, 'spans'))).toEqual([2, 1, 0])
    expect(figures(await histogramOf({ query: '{ span.app.flag = true }' }, 'traces'))).toEqual([1, 1, 0])
    expect(figures(await histogramOf({ query: '{ name = "nope" }' }, 'spans'))).toEqual([0, 0, 0])
  })

  test('puts matches where they start', async () => {
    const { origin, width, counts, errors } = await histogramOf({}, 'spans')
    const bin = (offset: bigint) => Number((ARCHIVE_START + offset - origin) / width)
    expect(width).toBe(200n)
    expect(origin % width).toBe(0n)
    expect(counts.length).toBeLessThanOrEqual(40)
    expect([counts[bin(1_000n)], counts[bin(1_100n)], errors[bin(1_100n)]]).toEqual([1, 1, 1])
    expect([counts[bin(1_500n)], errors[bin(1_500n)]]).toEqual([1, 0])
    expect([counts[bin(5_000n)], errors[bin(5_000n)]]).toEqual([1, 1])
  })

  test.each(['traces', 'spans'] as const)(
    'of ranges that lie side by side adds up to that of the whole: %s',
    async (show) => {
      for (const [bins, cut] of [
        [2, 900n],
        [3, 1_000n],
        [5, 1_001n],
        [9, 1_100n],
        [9, 1_499n],
        [100, 4_000n],
        [100, 5_001n],
      ] as const) {
        const at = ARCHIVE_START + cut
        const [before, after] = [await histogramOf({ to: at }, show, bins), await histogramOf({ from: at }, show, bins)]
        expect(Math.max(before.counts.length, after.counts.length)).toBeLessThanOrEqual(bins)
        const expected = (show === 'spans' ? [1_000n, 1_100n, 1_500n, 5_000n] : [1_000n, 5_000n]).filter(
          (start) => start < cut,
        )
        expect(sum(before.counts)).toBe(expected.length)
        expect(sum(after.counts)).toBe((show === 'spans' ? 4 : 2) - expected.length)
      }
    },
  )

  test('sums up to the totals of the list in any range', async () => {
    const range = { from: ARCHIVE_START + 1_050n, to: ARCHIVE_START + 1_501n }
    const { totals } = await spansOf(range)
    expect(sum((await histogramOf(range, 'spans', 5)).counts)).toBe(totals.spans)
  })
})
