import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { otlpOfSpan } from '../../main/export/otlpOfSpan'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { spanLinkedFrom } from '../../main/queries/spanLinkedFrom'
import { spanLogs } from '../../main/queries/spanLogs'
import { ARCHIVE_START, archiveOf, paddedSpanId, paddedTraceId, type WrittenArchive } from '../support/archiveOf'
import { never } from '../support/never'

let archive: WrittenArchive
let reader: ArchiveReader

beforeAll(async () => {
  const target = { trace: '1', id: 'a' }
  archive = await archiveOf(
    [
      {
        ...target,
        service: 'shop',
        name: 'order',
        kind: 'producer',
        start: 5,
        duration: 10,
        attributes: { count: ['9007199254740993', 'i'] },
        resource: { 'service.name': ['shop', 's'] },
        events: [{ time: 7, name: 'sent' }],
        links: [{ trace: '2', id: 'c' }],
      },
      { trace: '1', id: 'b', reportedId: paddedSpanId('d') },
      { trace: '2', id: 'c', service: 'parcels', name: 'dispatch', links: [target, { trace: '1', id: 'd' }] },
      { trace: '3', id: 'e', service: 'mail', name: 'send', links: [target, target, { trace: '2', id: 'a' }] },
    ],
    async (connection) => {
      const log = (time: number, trace: string | null, span: string | null, body: string) =>
        connection.run(
          `INSERT INTO store.log_rows VALUES (make_timestamp_ns(${ARCHIVE_START + BigInt(time)}), $1, $2, 0, 17, 'ERROR', $3,
            MAP {'code.line': '12'})`,
          [trace && paddedTraceId(trace), span && paddedSpanId(span), body],
        )
      await log(9, '1', 'a', 'later')
      await log(6, '1', 'a', 'earlier')
      await log(6, '1', 'd', 'of the other')
      await log(6, '1', null, 'of the trace')
      await log(6, '2', 'a', 'of another trace')
      await log(6, null, null, 'of none')
    },
  )
  reader = await ArchiveReader.open(archive.path)
})
afterAll(() => {
  reader.close()
  return archive.remove()
})

const place = (traceId: string, spanId: string) => ({ traceId, spanId: paddedSpanId(spanId) })

describe('links to a span', () => {
  test('are found in all traces, with who sent them', async () => {
    const { total, links } = await spanLinkedFrom(reader, { ...place('1', 'a'), count: 20 }, never)
    expect(total).toBe(3)
    expect(links).toEqual([
      {
        traceId: paddedTraceId('2'),
        spanId: paddedSpanId('c'),
        serviceName: 'parcels',
        name: 'dispatch',
        attributes: [],
      },
      ...Array<unknown>(2).fill({
        traceId: paddedTraceId('3'),
        spanId: paddedSpanId('e'),
        serviceName: 'mail',
        name: 'send',
        attributes: [],
      }),
    ])
  })
  test('are counted beyond those that are answered', async () => {
    const { total, links } = await spanLinkedFrom(reader, { ...place('1', 'a'), count: 1 }, never)
    expect([total, links.map(({ name }) => name)]).toEqual([3, ['dispatch']])
  })
  test('name it by its reported id', async () => {
    const { links } = await spanLinkedFrom(reader, { ...place('1', 'b'), count: 20 }, never)
    expect(links.map(({ name }) => name)).toEqual(['dispatch'])
  })
  test('may be none', async () => {
    expect(await spanLinkedFrom(reader, { ...place('3', 'e'), count: 20 }, never)).toEqual({ total: 0, links: [] })
  })
})

describe('log records of a span', () => {
  test('come by time, those of its trace without a span are counted', async () => {
    expect(await spanLogs(reader, { ...place('1', 'a'), count: 1 }, never)).toEqual({
      total: 2,
      withoutSpan: 1,
      logs: [
        {
          time: ARCHIVE_START + 6n,
          severityNumber: 17,
          severityText: 'ERROR',
          body: 'earlier',
          attributes: [{ key: 'code.line', value: '12', type: 's' }],
        },
      ],
    })
  })
  test('name it by its reported id', async () => {
    const { logs } = await spanLogs(reader, { ...place('1', 'b'), count: 10 }, never)
    expect(logs.map(({ body }) => body)).toEqual(['of the other'])
  })
  test('may be none', async () => {
    expect(await spanLogs(reader, { ...place('3', 'e'), count: 10 }, never)).toEqual({
      total: 0,
      withoutSpan: 0,
      logs: [],
    })
  })
})

test('a span as OTLP has its resource, its scope and every digit', async () => {
  expect(JSON.parse(await otlpOfSpan(reader, place('1', 'a'), never))).toEqual({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
        scopeSpans: [
          {
            scope: { name: 'scope', version: '1.0' },
            spans: [
              {
                traceId: paddedTraceId('1'),
                spanId: paddedSpanId('a'),
                flags: 1,
                name: 'order',
                kind: 4,
                startTimeUnixNano: String(ARCHIVE_START + 5n),
                endTimeUnixNano: String(ARCHIVE_START + 15n),
                attributes: [{ key: 'count', value: { intValue: '9007199254740993' } }],
                events: [{ timeUnixNano: String(ARCHIVE_START + 7n), name: 'sent' }],
                links: [{ traceId: paddedTraceId('2'), spanId: paddedSpanId('c') }],
              },
            ],
          },
        ],
      },
    ],
  })
  const renamed: unknown = JSON.parse(await otlpOfSpan(reader, place('1', 'b'), never))
  expect(renamed).toMatchObject({ resourceSpans: [{ scopeSpans: [{ spans: [{ spanId: paddedSpanId('d') }] }] }] })
})

test('what is asked of a span that is not there fails', async () => {
  const missing = place('1', 'ff')
  for (const answer of [
    () => spanLinkedFrom(reader, { ...missing, count: 1 }, never),
    () => spanLogs(reader, { ...missing, count: 1 }, never),
    () => otlpOfSpan(reader, missing, never),
  ]) {
    await expect(answer()).rejects.toMatchObject({ failure: { code: 'span_not_found' } })
  }
})
