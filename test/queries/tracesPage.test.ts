import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { findTrace } from '../../main/queries/findTrace'
import { TraceLists } from '../../main/queries/TraceLists'
import { tracesPage } from '../../main/queries/tracesPage'
import { tracesPosition } from '../../main/queries/tracesPosition'
import { TRACE_SORT_COLUMNS, type TraceFilter, type ListSort } from '../../preload/contract/explorer'
import { ALL_TRACES } from '../support/allTraces'
import { ARCHIVE_START, archiveOf, paddedTraceId, type DrawnSpan, type WrittenArchive } from '../support/archiveOf'
import { never } from '../support/never'

const BY_START: ListSort = { column: 'startTime', descending: false }

function of(service: string): Pick<DrawnSpan, 'service' | 'resource'> {
  return { service, resource: { 'service.name': [service, 's'] } }
}

describe('the trace list', () => {
  let archive: WrittenArchive
  let reader: ArchiveReader
  const lists = new TraceLists()

  beforeAll(async () => {
    archive = await archiveOf([
      { trace: '5b8efff7', id: 'a', ...of('frontend'), name: 'GET /', start: 300, duration: 50 },
      {
        trace: '5b8efff7',
        id: 'b',
        parent: 'a',
        ...of('cart'),
        name: 'Get',
        start: 310,
        duration: 20,
        status: 'error',
      },
      { trace: '05b9', id: 'a', ...of('frontend'), name: 'POST /', start: 100, duration: 70 },
      { trace: 'f00d5b8e', id: 'a', ...of('cart'), name: 'GET /', start: 200, duration: 50 },
      { trace: 'f00d5b8e', id: 'b', parent: 'a', service: 'mail', name: 'Get', start: 210, duration: 10 },
      { trace: 'Build/42', id: 'a', service: 'ci', name: 'job', start: null, duration: null },
    ])
    reader = await ArchiveReader.open(archive.path)
  })
  afterAll(() => {
    reader.close()
    return archive.remove()
  })

  async function listed(filter: Partial<TraceFilter>, sort = BY_START, first = 0, count = 100): Promise<string[]> {
    const page = await tracesPage(reader, lists, { filter: { ...ALL_TRACES, ...filter }, sort, first, count }, never)
    return page.rows.map(({ traceId }) => traceId.replace(/^0+/, ''))
  }

  test('shows all traces by start, those without one last', async () => {
    expect(await listed({})).toEqual(['5b9', 'f00d5b8e', '5b8efff7', 'Build/42'])
    expect(await listed({}, { column: 'startTime', descending: true })).toEqual([
      '5b8efff7',
      'f00d5b8e',
      '5b9',
      'Build/42',
    ])
  })

  test('answers a page with totals of what matches and of all', async () => {
    const filter = { ...ALL_TRACES, query: '{ resource.service.name = "frontend" }' }
    const sort: ListSort = { column: 'durationNs', descending: true }
    expect(await tracesPage(reader, lists, { filter, sort, first: 1, count: 5 }, never)).toEqual({
      total: 2,
      archiveTotal: 4,
      totals: { spans: 2, traces: 2, groups: null },
      longestNs: 70,
      rows: [
        {
          traceId: paddedTraceId('5b8efff7'),
          rootServiceName: 'frontend',
          rootName: 'GET /',
          startTime: ARCHIVE_START + 300n,
          durationNs: 50,
          spanCount: 2,
          errorCount: 1,
          serviceCount: 2,
          matchedSpans: 1,
          values: [],
        },
      ],
    })
    expect(await tracesPage(reader, lists, { filter, sort, first: 2, count: 5 }, never)).toMatchObject({
      total: 2,
      rows: [],
    })
  })

  test.each<[string, Partial<TraceFilter>, string[]]>([
    [
      'the start, up to but without the end',
      { from: ARCHIVE_START + 100n, to: ARCHIVE_START + 300n },
      ['5b9', 'f00d5b8e'],
    ],
    ['a query and the start', { query: '{ name = "GET /" }', from: ARCHIVE_START + 250n }, ['5b8efff7']],
    ['text that SQL could mistake', { query: '{ name = "\' OR true --" }' }, []],
  ])('filters by %s', async (_, filter, expected) => {
    expect(await listed(filter)).toEqual(expected)
  })

  test('asks a query, and counts the spans of each trace that match it', async () => {
    const filter = {
      ...ALL_TRACES,
      query: ' { duration >= 10ns && name != "Get" || name = "Get" } && { resource.service.name = "cart" } ',
    }
    const sort: ListSort = { column: 'matchedSpans', descending: true }
    const { total, rows } = await tracesPage(reader, lists, { filter, sort, first: 0, count: 9 }, never)
    expect(total).toBe(2)
    expect(rows.map(({ traceId, matchedSpans }) => [traceId.replace(/^0+/, ''), matchedSpans])).toEqual([
      ['f00d5b8e', 2],
      ['5b8efff7', 2],
    ])
    const none = { ...ALL_TRACES, query: '{ name = "nope" }' }
    expect(await tracesPage(reader, lists, { filter: none, sort, first: 0, count: 9 }, never)).toMatchObject({
      total: 0,
    })
    const failed = tracesPage(reader, lists, { filter: { ...none, query: '{ name' }, sort, first: 0, count: 9 }, never)
    await expect(failed).rejects.toMatchObject({ failure: { code: 'query_wrong' } })
  })

  test.each([
    ['5b8e', ['5b8efff7']],
    ['5B8EFFF7', ['5b8efff7']],
    [' 5b8 ', ['5b8efff7']],
    ['5b', ['5b9', '5b8efff7']],
    ['05b', ['5b9', '5b8efff7']],
    ['0005b8e', ['5b8efff7']],
    [paddedTraceId('5b8efff7'), ['5b8efff7']],
    [`00${paddedTraceId('5b8efff7')}`, []],
    ['00', ['5b9', 'f00d5b8e', '5b8efff7']],
    ['build', ['Build/42']],
    ['8e', []],
    ['%', []],
  ])('opens the only trace whose id begins with %j', async (traceId, expected) => {
    const found = findTrace(reader, traceId, never)
    const [only, ...more] = expected
    if (only !== undefined && more.length === 0) expect((await found).traceId.replace(/^0+/, '')).toBe(only)
    else {
      const failure = more.length > 0 ? { code: 'trace_ambiguous' } : { code: 'trace_not_found' }
      const matches = { matches: expected.map(paddedTraceId).sort() }
      await expect(found).rejects.toMatchObject({ failure: more.length > 0 ? { ...failure, ...matches } : failure })
    }
  })

  test.each(TRACE_SORT_COLUMNS)('breaks ties by start when sorting by %s, whichever the direction', async (column) => {
    const { rows: all } = await tracesPage(
      reader,
      lists,
      { filter: ALL_TRACES, sort: BY_START, first: 0, count: 9 },
      never,
    )
    for (const descending of [false, true]) {
      const value = (row: (typeof all)[number]) => row[column]
      const expected = all.toSorted((a, b) => {
        const [x, y] = [value(a), value(b)]
        if (x === y) return 0
        if (x === null || y === null) return x === null ? 1 : -1
        return x < y === descending ? 1 : -1
      })
      const page = await tracesPage(
        reader,
        lists,
        { filter: ALL_TRACES, sort: { column, descending }, first: 0, count: 9 },
        never,
      )
      expect(page.rows).toEqual(expected)
    }
  })

  test('knows the place of a trace', async () => {
    const position = (traceId: string, filter: Partial<TraceFilter> = {}) =>
      tracesPosition(reader, lists, { filter: { ...ALL_TRACES, ...filter }, sort: BY_START, traceId }, never)
    expect(await position('5b8efff7')).toBe(2)
    expect(await position('5b8efff7', { query: '{ status = error }' })).toBe(0)
    expect(await position('5b9', { query: '{ status = error }' })).toBe(-1)
    expect(await position('beef')).toBe(-1)
  })
})

describe('a long trace list', () => {
  const TRACES = 20_000
  let archive: WrittenArchive
  let reader: ArchiveReader

  beforeAll(async () => {
    archive = await archiveOf([], (connection) =>
      connection.run(`
        INSERT INTO store.traces
        SELECT i, lpad(to_hex(i * 7919), 32, '0'), 'service', 'operation ' || i % 10, make_timestamp_ns(i), i % 100, 1, 0, 1, 0, 0, i, i
        FROM range(${TRACES}) AS numbers(i)`),
    )
    reader = await ArchiveReader.open(archive.path)
  })
  afterAll(() => {
    reader.close()
    return archive.remove()
  })

  test('has every trace on exactly one page', async () => {
    const lists = new TraceLists()
    const sort: ListSort = { column: 'durationNs', descending: true }
    const seen: bigint[] = []
    for (let first = 0; first < TRACES; first += 1_000) {
      const { rows, total } = await tracesPage(reader, lists, { filter: ALL_TRACES, sort, first, count: 1_000 }, never)
      expect(total).toBe(TRACES)
      seen.push(...rows.map(({ startTime }) => startTime ?? -1n))
    }
    const expected = Array.from({ length: TRACES }, (_, i) => i).sort((a, b) => (b % 100) - (a % 100) || a - b)
    expect(seen).toEqual(expected.map(BigInt))
  })
})
