import { stat } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { archiveSize } from '../../main/queries/archiveSize'
import { queryHandlers } from '../../main/queries/queryHandlers'
import { connect, serve, type Client } from '../../preload/contract/channel'
import { queryRequests, type QueryRequests } from '../../preload/contract/explorer'
import { Failed } from '../../preload/contract/failure'
import { ARCHIVE_START, archiveOf, paddedTraceId, type WrittenArchive } from '../support/archiveOf'
import { never } from '../support/never'
import { portPair } from '../support/portPair'

let archive: WrittenArchive
let client: Client<QueryRequests>
let reader: ArchiveReader

beforeAll(async () => {
  archive = await archiveOf(
    [
      { trace: '1', id: 'a', service: 'shop', name: 'GET /', start: 0, duration: 100 },
      { trace: '1', id: 'b', parent: 'a', service: 'cart', name: 'Get', start: 10, duration: 20, status: 'error' },
      { trace: '2', id: 'a', service: 'shop', name: 'GET /', start: 50, duration: 60 },
      { trace: '3', id: 'a', service: 'shop', name: 'POST /', start: null, duration: null, status: 'error' },
    ],
    async (connection) => {
      await connection.run(
        `INSERT INTO files VALUES (1, '/a.json', 'otlp-json', 900, 5, 4, 1, 0), (2, '/b.json', 'zipkin-json', 80, 7, 0, 2, 5)`,
      )
      await connection.run(
        `INSERT INTO import_problems VALUES (2, 'bad_id', 'no id', 5, 12, '{"id":7}'), (1, 'odd', 'odd', 1, NULL, NULL)`,
      )
      await connection.run(`INSERT INTO store.log_rows VALUES (NULL, NULL, NULL, 0, 9, 'INFO', 'hello', MAP {})`)
    },
  )
  reader = await ArchiveReader.open(archive.path)
  const [here, there] = portPair()
  serve(
    there,
    queryRequests,
    queryHandlers(async () => reader),
  )
  client = connect(here)
})
afterAll(() => {
  client.close()
  reader.close()
  return archive.remove()
})

test('says how much the archive holds, and which trace where it is the only one', async () => {
  expect(await client.ask('archive.size', {})).toEqual({ value: { spanCount: 4, traceCount: 3, onlyTraceId: null } })
  const single = await archiveOf([{ trace: '7', id: 'a', start: 0, duration: 1 }])
  const reader = await ArchiveReader.open(single.path)
  expect(await archiveSize(reader, never)).toEqual({ spanCount: 1, traceCount: 1, onlyTraceId: paddedTraceId('7') })
  reader.close()
  await single.remove()
})

test('sums the archive up', async () => {
  expect(await client.ask('archive.summary', {})).toEqual({
    value: {
      path: archive.path,
      formatVersion: 5,
      createdAt: 1_706_774_400_000_000_000n,
      byteCount: (await stat(archive.path)).size,
      spanCount: 4,
      traceCount: 3,
      serviceCount: 2,
      errorCount: 2,
      logCount: 1,
      firstStart: ARCHIVE_START,
      lastEnd: ARCHIVE_START + 110n,
      fileCount: 2,
      mergedCount: 3,
      rejectedCount: 5,
      files: [
        { path: '/a.json', format: 'otlp-json', bytes: 900, records: 5, spans: 4, merged: 1, rejected: 0 },
        { path: '/b.json', format: 'zipkin-json', bytes: 80, records: 7, spans: 0, merged: 2, rejected: 5 },
      ],
      problems: [
        { path: '/a.json', code: 'odd', message: 'odd', occurrences: 1, firstPosition: null, sample: null },
        { path: '/b.json', code: 'bad_id', message: 'no id', occurrences: 5, firstPosition: 12, sample: '{"id":7}' },
      ],
    },
  })
})

test('lists services with their operations, most frequent first', async () => {
  expect(await client.ask('archive.services', {})).toEqual({
    value: [
      { serviceName: 'cart', spanCount: 1, errorCount: 1, operations: [{ name: 'Get', spanCount: 1 }] },
      {
        serviceName: 'shop',
        spanCount: 3,
        errorCount: 1,
        operations: [
          { name: 'GET /', spanCount: 2 },
          { name: 'POST /', spanCount: 1 },
        ],
      },
    ],
  })
})

test('sends typed arrays, and failures as values', async () => {
  const { value } = await client.ask('trace.columns', { traceId: paddedTraceId('1') })
  expect(value?.start).toEqual(Float64Array.of(0, 10))
  expect(value?.parent).toEqual(Int32Array.of(-1, 0))
  expect(await client.ask('trace.columns', { traceId: '9' })).toEqual({
    failure: { code: 'trace_not_found', traceId: '9' },
  })
  const answer = await client.ask('span.detail', { traceId: '1', spanId: 'x' })
  expect(answer).toEqual({ failure: { code: 'span_not_found', spanId: 'x' } })
})

test('answers with the failure to open the archive, and tries again', async () => {
  const failure = { code: 'archive_in_use', path: archive.path } as const
  let attempts = 0
  const [here, there] = portPair()
  const open = async () => {
    if (++attempts === 1) throw new Failed(failure)
    return reader
  }
  serve(there, queryRequests, queryHandlers(open))
  const other = connect<QueryRequests>(here)
  expect(await other.ask('archive.summary', {})).toEqual({ failure })
  expect((await other.ask('archive.summary', {})).value?.spanCount).toBe(4)
  other.close()
})
