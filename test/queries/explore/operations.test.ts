import { afterAll, beforeAll, expect, test } from 'vitest'
import { ArchiveReader } from '../../../main/queries/ArchiveReader'
import { operationExamples } from '../../../main/queries/explore/operationExamples'
import { Operations } from '../../../main/queries/explore/Operations'
import { Matches } from '../../../main/queries/Matches'
import type { TraceFilter } from '../../../preload/contract/explorer'
import { durationBound } from '../../../preload/contract/explore/durationBins'
import type { OperationSortColumn } from '../../../preload/contract/explore/operations'
import { ALL_TRACES } from '../../support/allTraces'
import { ARCHIVE_START, archiveOf, type WrittenArchive } from '../../support/archiveOf'
import { never } from '../../support/never'

const MS = 1_000_000
const matches = new Matches()
const operations = new Operations(matches)
let archive: WrittenArchive
let reader: ArchiveReader

/** `shop work` six times in four traces, `Shop rest` twice, `cart work` once: without start, of no length, or of unknown length. */
beforeAll(async () => {
  const shop = { service: 'shop', resource: { 'service.name': ['shop', 's'] as ['shop', 's'] } }
  const cart = { service: 'cart', resource: { 'service.name': ['cart', 's'] as ['cart', 's'] } }
  archive = await archiveOf(
    [
      { trace: '1', id: 'a', ...shop, start: 0, duration: 10 * MS },
      { trace: '1', id: 'b', ...shop, parent: 'a', start: 100, duration: 40 * MS, status: 'error' },
      { trace: '2', id: 'a', ...shop, start: 1_000 * MS, duration: 20 * MS },
      { trace: '3', id: 'a', ...shop, start: 2_000 * MS, duration: 30 * MS, status: 'error' },
      { trace: '3', id: 'b', ...shop, start: null, duration: null },
      { trace: '4', id: 'a', ...shop, start: 4_000 * MS, duration: 0 },
      { trace: '4', id: 'b', ...shop, name: 'Rest', start: 4_000 * MS, duration: 5 },
      { trace: '4', id: 'c', ...shop, name: 'Rest', start: 4_000 * MS, duration: 7 },
      { trace: '5', id: 'a', ...cart, start: null, duration: null },
    ],
    (connection) =>
      connection.run(
        `UPDATE store.span_rows SET tree = struct_update(tree, critical_path_ns := coalesce(duration_ns, 0) // 2)`,
      ),
  )
  reader = await ArchiveReader.open(archive.path)
})
afterAll(() => {
  reader.close()
  return archive.remove()
})

function list(
  filter: Partial<TraceFilter> = {},
  {
    column = 'selfTimeNs',
    descending = true,
    words = '',
  }: { column?: OperationSortColumn; descending?: boolean; words?: string } = {},
  signal = never,
) {
  const question = { filter: { ...ALL_TRACES, ...filter }, sort: { column, descending }, words }
  return operations.list(reader, question, { signal })
}

function examples(serviceName: string, name: string, filter: Partial<TraceFilter> = {}) {
  return operationExamples(
    reader,
    matches,
    { filter: { ...ALL_TRACES, ...filter }, serviceName, name },
    { signal: never },
  )
}

test('figures of each operation, and of all together', async () => {
  expect(await list()).toEqual({
    total: 3,
    found: 3,
    spanCount: 9,
    selfTimeNs: 100 * MS + 12,
    criticalPathNs: 50 * MS + 5,
    lengthNs: 4_000 * MS,
    rows: [
      {
        serviceName: 'shop',
        name: 'work',
        spanCount: 6,
        errorCount: 2,
        traceCount: 4,
        p50Ns: 20 * MS,
        p95Ns: 40 * MS,
        p99Ns: 40 * MS,
        maxNs: 40 * MS,
        selfTimeNs: 100 * MS,
        criticalPathNs: 50 * MS,
      },
      expect.objectContaining({ serviceName: 'shop', name: 'Rest', spanCount: 2, traceCount: 1, selfTimeNs: 12 }),
      expect.objectContaining({
        serviceName: 'cart',
        spanCount: 1,
        p50Ns: null,
        maxNs: null,
        selfTimeNs: null,
        criticalPathNs: 0,
      }),
    ],
  })
})

test('are those of the spans that match', async () => {
  const failed = await list({ query: '{ status = error }' })
  expect(failed).toMatchObject({ total: 1, spanCount: 2, selfTimeNs: 70 * MS, lengthNs: 2_000 * MS - 100 })
  expect(failed.rows).toMatchObject([{ name: 'work', spanCount: 2, errorCount: 2, traceCount: 2, p50Ns: 30 * MS }])
  const [from, to] = [ARCHIVE_START + BigInt(1_000 * MS), ARCHIVE_START + BigInt(3_000 * MS)]
  expect(await list({ from, to })).toMatchObject({ spanCount: 2, lengthNs: 2_000 * MS })
  expect(await list({ limit: 1 })).toMatchObject({ total: 2, spanCount: 3, lengthNs: 0 })
  expect(await list({ query: '{ name = "none" }' })).toEqual({
    total: 0,
    found: 0,
    rows: [],
    spanCount: 0,
    selfTimeNs: 0,
    criticalPathNs: 0,
    lengthNs: null,
  })
})

test('are sorted, what is not known last, and searched by words in any case', async () => {
  const named = async (column: OperationSortColumn, descending: boolean) =>
    (await list({}, { column, descending })).rows.map(({ serviceName, name }) => `${serviceName} ${name}`)
  expect(await named('p95Ns', false)).toEqual(['shop Rest', 'shop work', 'cart work'])
  expect(await named('p95Ns', true)).toEqual(['shop work', 'shop Rest', 'cart work'])
  expect(await named('errorShare', true)).toEqual(['shop work', 'cart work', 'shop Rest'])
  expect(await named('serviceName', false)).toEqual(['cart work', 'shop Rest', 'shop work'])
  const found = await list({}, { words: ' SHOP  re' })
  expect(found).toMatchObject({ total: 3, found: 1, rows: [{ name: 'Rest' }] })
  expect(await list({}, { words: '%' })).toMatchObject({ found: 0, rows: [] })
})

test('the slowest, the ones nearest the median and the latest failed, of different traces', async () => {
  const found = await examples('shop', 'work')
  const places = (spans: { traceId: string; spanId: string }[]) =>
    spans.map(({ traceId, spanId }) => traceId.slice(-1) + spanId.slice(-1))
  expect([found.spanCount, found.medianNs]).toEqual([6, 20 * MS])
  expect(places(found.slowest)).toEqual(['1b', '3a', '2a', '4a'])
  expect(places(found.typical)).toEqual(['2a', '1a', '3a', '4a'])
  expect(places(found.failed)).toEqual(['3a', '1b'])
  expect(found.failed[0]).toMatchObject({
    startTime: ARCHIVE_START + BigInt(2_000 * MS),
    durationNs: 30 * MS,
    rootServiceName: 'shop',
  })
  expect(places((await examples('shop', 'work', { query: '{ duration < 20ms }' })).slowest)).toEqual(['1a', '4a'])
})

test('durations in bins that are a tenth of a power of ten wide', async () => {
  const { latency } = await examples('shop', 'work')
  expect(latency).toMatchObject({ zero: 1, unknown: 1 })
  const filled = latency.counts.flatMap((count, index) =>
    count > 0 ? [[durationBound(latency.first + index), count, latency.errors[index]]] : [],
  )
  expect(filled).toEqual([
    [10 * MS, 1, 0],
    [19_952_624, 1, 0],
    [25_118_865, 1, 1],
    [39_810_718, 1, 1],
  ])
  expect(durationBound(latency.first + 1)).toBe(12_589_255)
})

test('of an operation without times there is little to say', async () => {
  expect(await examples('cart', 'work')).toEqual({
    spanCount: 1,
    medianNs: null,
    slowest: [],
    typical: [],
    failed: [],
    latency: { first: 0, counts: [], errors: [], zero: 0, unknown: 1 },
  })
  expect(await examples('cart', 'Rest')).toMatchObject({ spanCount: 0, slowest: [] })
})

test('a question that is given up is answered at once, and can be asked again', async () => {
  const controller = new AbortController()
  const asked = list({ query: '{ duration > 1ms }' }, {}, controller.signal)
  controller.abort()
  await expect(asked).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  expect(await list({ query: '{ duration > 1ms }' })).toMatchObject({ total: 1, spanCount: 4 })
})

test('an archive without spans has no operations', async () => {
  const empty = await archiveOf([])
  const none = await ArchiveReader.open(empty.path)
  const question = { filter: ALL_TRACES, sort: { column: 'name' as const, descending: false }, words: '' }
  expect(await new Operations(new Matches()).list(none, question, { signal: never })).toMatchObject({
    total: 0,
    rows: [],
    lengthNs: null,
  })
  none.close()
  await empty.remove()
})
