import { afterAll, beforeAll, expect, test } from 'vitest'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { spanDetail } from '../../main/queries/spanDetail'
import { ARCHIVE_START, archiveOf, paddedSpanId, paddedTraceId, type WrittenArchive } from '../support/archiveOf'
import { never } from '../support/never'

let archive: WrittenArchive
let reader: ArchiveReader

beforeAll(async () => {
  archive = await archiveOf(
    [
      {
        trace: '5b8e',
        id: 'a',
        parent: 'beef',
        service: 'shop',
        name: 'GET /',
        kind: 'server',
        start: 1,
        duration: 20,
        status: 'error',
        statusMessage: 'no',
        problems: ['orphan', 'outside_parent'],
        attributes: {
          'http.route': ['/', 's'],
          bytes: ['9007199254740993', 'i'],
          ratio: ['0.5', 'd'],
          none: ['', 'n'],
        },
        resource: { 'service.name': ['shop', 's'], ports: ['[80,443]', 'a'] },
        events: [
          { time: 9, name: 'later' },
          { time: 3, name: 'exception', attributes: { 'exception.type': ['Error', 's'] } },
        ],
        links: [
          { trace: '77', id: 'b' },
          { trace: 'dead', id: 'c' },
        ],
      },
      { trace: '77', id: 'a', reportedId: 'x', start: null, duration: null },
    ],
    (connection) => connection.run(`INSERT INTO files VALUES (1, '/exports/shop.json', 'otlp-json', 9, 2, 2, 0, 0)`),
  )
  reader = await ArchiveReader.open(archive.path)
})
afterAll(() => {
  reader.close()
  return archive.remove()
})

test('answers everything about a span', async () => {
  expect(await spanDetail(reader, { traceId: paddedTraceId('5b8e'), spanId: paddedSpanId('a') }, never)).toEqual({
    traceId: paddedTraceId('5b8e'),
    spanId: paddedSpanId('a'),
    parentSpanId: paddedSpanId('beef'),
    reportedSpanId: null,
    serviceName: 'shop',
    name: 'GET /',
    kind: 'server',
    startTime: ARCHIVE_START + 1n,
    endTime: ARCHIVE_START + 21n,
    durationNs: 20,
    selfTimeNs: 20,
    criticalPathNs: 0,
    status: 'error',
    statusMessage: 'no',
    attributes: [
      { key: 'http.route', value: '/', type: 's' },
      { key: 'bytes', value: '9007199254740993', type: 'i' },
      { key: 'ratio', value: '0.5', type: 'd' },
      { key: 'none', value: '', type: 'n' },
    ],
    resourceAttributes: [
      { key: 'service.name', value: 'shop', type: 's' },
      { key: 'ports', value: '[80,443]', type: 'a' },
    ],
    scopeName: 'scope',
    scopeVersion: '1.0',
    scopeAttributes: [],
    traceState: null,
    flags: 1,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
    problems: ['orphan', 'outside_parent'],
    events: [
      { time: ARCHIVE_START + 9n, name: 'later', attributes: [] },
      {
        time: ARCHIVE_START + 3n,
        name: 'exception',
        attributes: [{ key: 'exception.type', value: 'Error', type: 's' }],
      },
    ],
    links: [
      { traceId: paddedTraceId('77'), spanId: paddedSpanId('b'), traceState: null, attributes: [], known: true },
      { traceId: paddedTraceId('dead'), spanId: paddedSpanId('c'), traceState: null, attributes: [], known: false },
    ],
    file: '/exports/shop.json',
  })
})

test('keeps apart spans of one id in several traces, and times that are missing', async () => {
  expect(await spanDetail(reader, { traceId: paddedTraceId('77'), spanId: paddedSpanId('a') }, never)).toMatchObject({
    traceId: paddedTraceId('77'),
    parentSpanId: null,
    reportedSpanId: 'x',
    startTime: null,
    endTime: null,
    durationNs: null,
    selfTimeNs: null,
    problems: [],
    events: [],
    links: [],
  })
})

test('fails for a span or trace that is not there', async () => {
  await expect(spanDetail(reader, { traceId: '77', spanId: 'zz' }, never)).rejects.toMatchObject({
    failure: { code: 'span_not_found', spanId: 'zz' },
  })
  await expect(spanDetail(reader, { traceId: 'zz', spanId: 'a' }, never)).rejects.toMatchObject({
    failure: { code: 'trace_not_found', traceId: 'zz' },
  })
})
