import { afterAll, beforeAll, expect, test } from 'vitest'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { OperationStatistics } from '../../main/queries/OperationStatistics'
import { pillsOf } from '../../main/queries/pillsOf'
import { traceMarks } from '../../main/queries/traceMarks'
import { ARCHIVE_START, archiveOf, paddedSpanId, paddedTraceId, type WrittenArchive } from '../support/archiveOf'
import { never } from '../support/never'

let archive: WrittenArchive
let reader: ArchiveReader

beforeAll(async () => {
  archive = await archiveOf(
    [
      {
        trace: 'a',
        id: '1',
        name: 'checkout',
        start: 100,
        attributes: {
          'http.request.method': ['POST', 's'],
          'http.response.status_code': ['503', 'i'],
          other: ['x', 's'],
        },
        events: [
          { time: 107, name: 'late' },
          { time: 103, name: 'early' },
          { time: 105, name: 'exception' },
        ],
        links: [{ trace: 'b', id: '1' }],
      },
      { trace: 'a', id: '2', parent: '1', start: 101 },
      { trace: 'b', id: '1', start: 200, links: [{ trace: 'a', id: '2' }] },
      { trace: 'b', id: '2', parent: '1', start: 201, links: [{ trace: 'a', id: '2' }] },
      ...Array.from({ length: 200 }, (_, number) => ({
        trace: 'c',
        id: (number + 16).toString(16),
        service: number < 150 ? 'shop' : 'bank',
        name: 'charge',
        duration: number === 0 ? null : number,
      })),
    ],
    (connection) => connection.run(MANY_EVENTS),
  )
  reader = await ArchiveReader.open(archive.path)
})
afterAll(() => {
  reader.close()
  return archive.remove()
})

/** 1,500 events of a span, a nanosecond apart. */
const MANY_EVENTS = `
  INSERT INTO store.span_events
  SELECT s.tree.trace_key, span_row, trace_id, span_id, make_timestamp_ns(${ARCHIVE_START + 101n} + number), 'tick', MAP {}, ''
  FROM store.span_rows s, range(1500) AS numbers(number) WHERE trace_id = '${paddedTraceId('a')}' AND span_id = '${paddedSpanId('2')}'`

test('rows show what their spans did, their events in time and the links from any trace', async () => {
  const [first, second] = ['1', '2'].map(paddedSpanId)
  const asked = { traceId: paddedTraceId('a'), spanIds: [second ?? '', 'nobody', first ?? ''] }
  const [two, one, ...others] = await traceMarks(reader, asked, never)
  expect(others).toEqual([])
  expect(one).toEqual({
    spanId: first,
    pills: [
      { topic: 'http', text: 'POST', title: 'http.request.method: POST', tone: 'plain' },
      { topic: 'http', text: '503', title: 'http.response.status_code: 503', tone: 'error' },
    ],
    events: Float64Array.of(3, 7),
    exceptions: Float64Array.of(5),
    linkedFrom: 0,
  })
  expect(two).toMatchObject({ spanId: second, pills: [], linkedFrom: 2 })
  const moments = [...(two?.events ?? [])]
  expect(moments.length).toBeLessThanOrEqual(501)
  expect([moments[0], moments.at(-1)]).toEqual([1, 1_500])
  const gaps = moments.slice(1).map((moment, place) => moment - (moments[place] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThan(0)
  expect(Math.max(...gaps)).toBeLessThanOrEqual(6)
})

test('durations of an operation are those of its service alone, without unknown ones', async () => {
  const statistics = new OperationStatistics()
  const charge = (serviceName: string) => ({ serviceName, name: 'charge' })
  const asked = [charge('bank'), charge('nobody'), charge('shop')]
  const answer = await statistics.ask(reader, asked, never)
  expect(answer.map(({ spanCount }) => spanCount)).toEqual([50, 0, 149])
  expect([0, 50, 100].map((percent) => answer[2]?.percentiles[percent])).toEqual([1, 75, 149])
  expect(answer[1]?.percentiles).toHaveLength(0)
  expect(await statistics.ask(reader, asked.toReversed(), never)).toEqual(answer.toReversed())
})

test('pills read old and new names, and do not repeat the name of the span', () => {
  const texts = (name: string, attributes: Record<string, string>) =>
    pillsOf(new Map(Object.entries(attributes)), name).map(({ text, tone }) =>
      tone === 'plain' ? text : `${text} ${tone}`,
    )

  expect(texts('GET /cart', { 'http.method': 'GET', 'http.status_code': '404' })).toEqual(['404 warning'])
  expect(texts('fetch', { 'http.method': 'GET', 'http.request.method': 'POST' })).toEqual(['POST'])
  expect(texts('SELECT', { 'db.system': 'postgresql' })).toEqual(['postgresql'])
  expect(texts('get', { 'db.system.name': 'redis' })).toEqual(['redis'])
  expect(texts('Cart/Add', { 'rpc.system': 'grpc', 'rpc.grpc.status_code': '0' })).toEqual(['grpc'])
  expect(texts('Cart/Add', { 'rpc.grpc.status_code': '14' })).toEqual(['UNAVAILABLE error'])
  expect(texts('send orders', { 'messaging.system': 'kafka', 'messaging.destination.name': 'orders' })).toEqual([
    'kafka',
  ])
  expect(texts('chat', { 'gen_ai.request.model': 'a', 'gen_ai.response.model': 'a-2' })).toEqual(['a-2'])
  expect(texts('x', { 'http.response.status_code': '500', 'error.type': '500' })).toEqual(['500 error'])
  expect(texts('x', { 'error.type': 'TimeoutError' })).toEqual(['TimeoutError error'])
  expect(texts('x', { 'http.method': '', unknown: 'y' })).toEqual([])
})
