import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { RecordLists } from '../../main/queries/RecordLists'
import type { RowIndex } from '../../main/queries/RowIndex'
import { SharedAnswers } from '../../main/queries/SharedAnswers'
import { recordDetails, traceRecords } from '../../main/queries/traceRecords'
import type { RecordFilter } from '../../preload/contract/records'
import { ARCHIVE_START, archiveOf, paddedSpanId, paddedTraceId, type WrittenArchive } from '../support/archiveOf'
import { never } from '../support/never'

let archive: WrittenArchive
let reader: ArchiveReader

beforeAll(async () => {
  archive = await archiveOf(
    [
      {
        trace: '1',
        id: 'a',
        service: 'shop',
        name: 'order',
        start: 0,
        duration: 100,
        events: [
          { time: 30, name: 'sent', attributes: { level: ['WARN', 's'], size: ['12', 'i'] } },
          { time: 10, name: 'message', attributes: { message: ['Hello World', 's'], level: ['debug', 's'] } },
        ],
      },
      {
        trace: '1',
        id: 'b/2',
        reportedId: paddedSpanId('b'),
        parent: 'a',
        service: 'bank',
        name: 'charge',
        start: 20,
        duration: 30,
        status: 'error',
        events: [
          {
            time: 25,
            name: 'exception',
            attributes: { 'exception.type': ['Declined', 's'], 'exception.message': ['no funds', 's'] },
          },
        ],
      },
      { trace: '2', id: 'c', service: 'mail', name: 'send', start: 5, events: [{ time: 6, name: 'of another' }] },
      { trace: '3', id: 'e', service: 'mail', name: 'quiet' },
    ],
    async (connection) => {
      const log = (
        time: number | null,
        trace: string | null,
        span: string | null,
        body: string | null,
        severity: string,
      ) =>
        connection.run(
          `INSERT INTO store.log_rows VALUES (
            make_timestamp_ns(${time === null ? 'NULL' : ARCHIVE_START + BigInt(time)}), $1, $2, 0, ${severity}, $3,
            MAP {'code.line': '12'})`,
          [trace && paddedTraceId(trace), span && paddedSpanId(span), body],
        )
      await log(20, '1', 'a', 'started', `9, 'INFO'`)
      await log(26, '1', 'b', 'declined', `NULL, 'error'`)
      await log(27, '1', null, 'of the trace', `NULL, NULL`)
      await log(null, '1', 'f', null, `21, NULL`)
      await log(26, '2', 'c', 'of another trace', `17, 'ERROR'`)
    },
  )
  reader = await ArchiveReader.open(archive.path)
})
afterAll(() => {
  reader.close()
  return archive.remove()
})

const kept = () => ({ lists: new RecordLists(), orders: new SharedAnswers<RowIndex>(2) })

function page(filter: Partial<RecordFilter & { first: number; count: number }> = {}, shared = kept()) {
  const all: RecordFilter = { traceId: '1', words: '', kind: 'any', severity: 0, services: [], spanId: '', query: '' }
  return traceRecords(reader, shared, { ...all, first: 0, count: 100, ...filter }, never)
}

async function messages(filter: Partial<RecordFilter>): Promise<string[]> {
  return (await page(filter)).rows.map(({ message }) => message)
}

const ALL = [
  'Hello World',
  'started',
  'Declined: no funds',
  'declined',
  'of the trace',
  'level=WARN  size=12',
  'code.line=12',
]

describe('events and log records of a trace', () => {
  test('are one list by their time, each with its span, its severity and what it says', async () => {
    const { total, everything, rows } = await page()
    expect([total, everything]).toEqual([7, 7])
    expect(rows.map(({ message }) => message)).toEqual(ALL)
    expect(rows.map(({ row }) => row)).toEqual([0, 0, 1, 1, -1, 0, -1])
    expect(rows.map(({ severityNumber }) => severityNumber)).toEqual([5, 9, 17, 17, null, 13, 21])
    expect(rows.map(({ kind }) => kind).join(' ')).toBe('event log event log log event log')
    expect(rows[2]).toMatchObject({ time: ARCHIVE_START + 25n, name: 'exception', serviceName: null })
    expect(rows.at(-1)).toMatchObject({ time: null, severityText: null, name: '' })
  })

  test('come in parts', async () => {
    const shared = kept()
    const parts = await Promise.all([0, 3, 6].map((first) => page({ first, count: 3 }, shared)))
    expect(parts.flatMap(({ rows }) => rows.map(({ message }) => message))).toEqual(ALL)
  })

  test('are filtered by words in any case, also ones that they must not contain', async () => {
    expect(await messages({ words: 'DECLINED' })).toEqual(['Declined: no funds', 'declined'])
    expect(await messages({ words: 'declined -funds' })).toEqual(['declined'])
    expect(await messages({ words: '"hello world"' })).toEqual(['Hello World'])
    expect(await messages({ words: '"hello wor' })).toEqual(['Hello World'])
    expect(await messages({ words: 'code.line' })).toHaveLength(4)
    expect(await messages({ words: 'nowhere' })).toEqual([])
    expect((await page({ words: 'nowhere' })).everything).toBe(7)
  })

  test('are filtered by kind and severity: what tells none is left out', async () => {
    expect(await messages({ kind: 'event' })).toEqual(['Hello World', 'Declined: no funds', 'level=WARN  size=12'])
    expect(await messages({ kind: 'log', severity: 9 })).toEqual(['started', 'declined', 'code.line=12'])
    expect(await messages({ severity: 13 })).toEqual([
      'Declined: no funds',
      'declined',
      'level=WARN  size=12',
      'code.line=12',
    ])
    expect(await messages({ severity: 18 })).toEqual(['code.line=12'])
  })

  test('are filtered by service, span and the spans that match a query', async () => {
    expect(await messages({ services: ['bank'], kind: 'event' })).toEqual(['Declined: no funds'])
    expect(await messages({ services: ['shop', 'bank'], kind: 'event' })).toHaveLength(3)
    expect(await messages({ services: ['mail'] })).toEqual([])
    expect(await messages({ spanId: 'b/2' })).toEqual(['Declined: no funds', 'declined'])
    expect(await messages({ query: '{ status = error }' })).toEqual(['Declined: no funds', 'declined'])
    expect(await messages({ query: '{ name = "order" }' })).toEqual(['Hello World', 'started', 'level=WARN  size=12'])
    await expect(page({ query: '{ nam = 1 }' })).rejects.toMatchObject({ failure: { code: 'query_wrong' } })
  })

  test('are none of a trace without any', async () => {
    expect(await page({ traceId: '3' })).toEqual({ total: 0, everything: 0, rows: [] })
    await expect(page({ traceId: 'beef' })).rejects.toMatchObject({ failure: { code: 'trace_not_found' } })
  })

  test('are told in full when they are asked for, in that order', async () => {
    const { rows } = await page()
    const alone = [rows[0]?.id ?? -1]
    expect(await recordDetails(reader, { traceId: '1', ids: alone }, never)).toMatchObject([{ body: null }])
    expect(await recordDetails(reader, { traceId: '1', ids: [] }, never)).toEqual([])
    const ids = [3, 0, 5].flatMap((place) => rows[place]?.id ?? [])
    expect(await recordDetails(reader, { traceId: '1', ids }, never)).toEqual([
      { body: 'declined', attributes: [{ key: 'code.line', value: '12', type: 's' }] },
      {
        body: null,
        attributes: [
          { key: 'message', value: 'Hello World', type: 's' },
          { key: 'level', value: 'debug', type: 's' },
        ],
      },
      {
        body: null,
        attributes: [
          { key: 'level', value: 'WARN', type: 's' },
          { key: 'size', value: '12', type: 'i' },
        ],
      },
    ])
  })
})
