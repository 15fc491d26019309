import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { traceCommand, type TraceFormat } from '../../main/commands/trace'
import { traceTree } from '../../main/commands/traceTree'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { traceColumns } from '../../main/queries/traceColumns'
import { archiveOf, paddedSpanId, paddedTraceId, type WrittenArchive } from '../support/archiveOf'
import { never } from '../support/never'

const DEEP = 40
let archive: WrittenArchive

beforeAll(async () => {
  archive = await archiveOf(
    [
      { trace: '5b8e', id: 'a', service: 'shop', name: 'GET /', kind: 'server', start: 0, duration: 1_234_567 },
      {
        trace: '5b8e',
        id: 'b',
        parent: 'a',
        service: 'cart',
        name: 'Get',
        kind: 'client',
        start: 1_000,
        duration: 20_500,
      },
      {
        trace: '5b8e',
        id: 'c',
        parent: 'b',
        service: 'cart',
        name: 'read\u001b[2J\n',
        start: 2_000,
        duration: null,
        problems: ['not_ended'],
      },
      {
        trace: '5b8e',
        id: 'd',
        parent: 'a',
        service: 'mail',
        name: 'send',
        start: -50,
        duration: 9,
        status: 'error',
        problems: ['outside_parent'],
        attributes: { big: ['9007199254740993', 'i'], zone: ['1', 'i'] },
        events: [{ time: 7, name: 'exception', attributes: { 'exception.type': ['Error', 's'] } }],
        links: [{ trace: '77', id: 'a' }],
      },
      {
        trace: '5b8e',
        id: 'e',
        parent: 'gone',
        service: 'mail',
        name: 'late',
        start: 3_000,
        duration: 5,
        problems: ['orphan'],
      },
      { trace: '5b8f', id: 'a', start: 100 },
      { trace: 'shared', id: 'root' },
      { trace: 'shared', id: 'call', parent: 'root', kind: 'client' },
      { trace: 'shared', id: 'call/server', reportedId: 'call', parent: 'call', kind: 'server' },
      { trace: 'shared', id: 'below', parent: 'call/server' },
      { trace: 'shared', id: 'call/2', reportedId: 'call', parent: 'root' },
      ...Array.from({ length: DEEP }, (_, level) => ({
        trace: 'deep',
        id: `n${level}`,
        ...(level > 0 && { parent: `n${level - 1}` }),
        name: `level ${level}`,
        start: 1_000 + level,
      })),
    ],
    (connection) =>
      connection.run(`INSERT INTO store.log_rows VALUES (
        make_timestamp_ns(1706702400123456790), '${paddedTraceId('5b8e')}', '${paddedSpanId('a')}', 0, 9, 'INFO', 'hello', MAP {'a': 'b'})`),
  )
})
afterAll(() => archive.remove())

async function written(traceId: string, format: TraceFormat): Promise<string> {
  const output = join(archive.folder, `out.${format}`)
  expect(await traceCommand({ archive: archive.path, traceId, format, output, signal: never })).toBe(0)
  return readFile(output, 'utf8')
}

describe('a trace as a tree', () => {
  test('shows times, services, operations and what is wrong', async () => {
    expect(await written('5b8e', 'tree')).toBe(
      [
        `trace ${paddedTraceId('5b8e')} · 2024-01-31T12:00:00.123456739Z · 1.23 ms · 5 spans · 3 services · 1 error`,
        '',
        '     50 ns   1.23 ms  shop  GET /  server',
        '      0 ns      9 ns  ├─ mail  send  error  outside_parent',
        '   1.05 µs   20.5 µs  └─ cart  Get  client',
        '   2.05 µs         –     └─ cart  read\\u001b[2J\\n  not_ended',
        '   3.05 µs      5 ns  mail  late  orphan',
        '',
      ].join('\n'),
    )
  })

  test('marks services and errors in colour where that is wanted', async () => {
    const reader = await ArchiveReader.open(archive.path)
    const columns = await traceColumns(reader, { traceId: '5b8e' }, never)
    reader.close()
    let text = ''
    for await (const piece of traceTree(columns, true, never)) text += piece
    expect(text).toContain(
      '\u001b[1mmail\u001b[0m  send  \u001b[31merror\u001b[0m  \u001b[33moutside_parent\u001b[0m\n',
    )
    expect(text).not.toContain('\u001b[2J')
  })

  test('does not indent without end', async () => {
    const lines = (await written('deep', 'tree')).trimEnd().split('\n').slice(2)
    expect(lines.length).toBe(DEEP)
    expect(lines[31]?.slice(22)).toBe(`${'   '.repeat(30)}└─ shop  level 31`)
    expect(lines[39]?.slice(22)).toBe(`⋯8 ${'   '.repeat(30)}└─ shop  level 39`)
  })
})

describe('a trace as JSON', () => {
  test('holds all public columns of its spans in tree order, its events, links and logs', async () => {
    const document = JSON.parse(await written('5B8E', 'json'))
    expect(Object.keys(document)).toEqual(['trace_id', 'duration_ns', 'spans', 'events', 'links', 'logs'])
    expect(document.trace_id).toBe(paddedTraceId('5b8e'))
    expect(document.duration_ns).toBe(1_234_617)
    expect(document.spans.map((span: { span_id: string }) => span.span_id.replace(/^0+/, ''))).toEqual([
      'a',
      'd',
      'b',
      'c',
      'e',
    ])
    expect(document.spans[1]).toEqual({
      trace_id: paddedTraceId('5b8e'),
      span_id: paddedSpanId('d'),
      parent_span_id: paddedSpanId('a'),
      reported_span_id: null,
      service_name: 'mail',
      name: 'send',
      kind: 'internal',
      start_time: '2024-01-31T12:00:00.123456739Z',
      end_time: '2024-01-31T12:00:00.123456748Z',
      duration_ns: 9,
      status: 'error',
      status_message: null,
      attributes: { big: '9007199254740993', zone: '1' },
      attribute_types: 'ii',
      resource_attributes: {},
      resource_attribute_types: '',
      scope_name: 'scope',
      scope_version: '1.0',
      scope_attributes: null,
      trace_state: null,
      flags: 1,
      dropped_attributes_count: 0,
      dropped_events_count: 0,
      dropped_links_count: 0,
      depth: 1,
      child_count: 0,
      self_time_ns: 9,
      critical_path_ns: 0,
      is_orphan: false,
      problems: ['outside_parent'],
      file_id: 1,
    })
    expect(document.events).toEqual([
      {
        trace_id: paddedTraceId('5b8e'),
        span_id: paddedSpanId('d'),
        time: '2024-01-31T12:00:00.123456796Z',
        name: 'exception',
        attributes: { 'exception.type': 'Error' },
        attribute_types: 's',
      },
    ])
    expect(document.links).toMatchObject([{ span_id: paddedSpanId('d'), linked_trace_id: paddedTraceId('77') }])
    expect(document.logs).toMatchObject([
      { body: 'hello', time: '2024-01-31T12:00:00.123456790Z', attributes: { a: 'b' } },
    ])
  })

  test('is whole for a trace which has neither events nor links nor logs', async () => {
    expect(JSON.parse(await written('5b8f', 'json'))).toMatchObject({
      spans: [{ name: 'work' }],
      events: [],
      links: [],
      logs: [],
    })
  })
})

describe('a trace as an export', () => {
  test('is one document of OTLP with its log records, resources named once', async () => {
    const { resourceSpans, resourceLogs } = JSON.parse(await written('5b8e', 'otlp'))
    const services = resourceSpans.map((group: { resource: unknown }) => group.resource)
    expect(services).toEqual(
      ['shop', 'cart', 'mail'].map((service) => ({
        attributes: [{ key: 'service.name', value: { stringValue: service } }],
      })),
    )
    expect(resourceSpans[2].scopeSpans).toHaveLength(1)
    expect(resourceSpans[2].scopeSpans[0].scope).toEqual({ name: 'scope', version: '1.0' })
    expect(resourceSpans[2].scopeSpans[0].spans[0]).toEqual({
      traceId: paddedTraceId('5b8e'),
      spanId: paddedSpanId('d'),
      parentSpanId: paddedSpanId('a'),
      flags: 1,
      name: 'send',
      kind: 1,
      startTimeUnixNano: '1706702400123456739',
      endTimeUnixNano: '1706702400123456748',
      attributes: [
        { key: 'big', value: { intValue: '9007199254740993' } },
        { key: 'zone', value: { intValue: '1' } },
      ],
      events: [
        {
          timeUnixNano: '1706702400123456796',
          name: 'exception',
          attributes: [{ key: 'exception.type', value: { stringValue: 'Error' } }],
        },
      ],
      links: [{ traceId: paddedTraceId('77'), spanId: paddedSpanId('a') }],
      status: { code: 2 },
    })
    expect(resourceLogs).toEqual([
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
        scopeLogs: [
          {
            logRecords: [
              {
                timeUnixNano: '1706702400123456790',
                severityNumber: 9,
                severityText: 'INFO',
                body: { stringValue: 'hello' },
                attributes: [{ key: 'a', value: { stringValue: 'b' } }],
                traceId: paddedTraceId('5b8e'),
                spanId: paddedSpanId('a'),
              },
            ],
          },
        ],
      },
    ])
  })

  test('is an answer of Jaeger’s API', async () => {
    const { data, ...rest } = JSON.parse(await written('5b8e', 'jaeger'))
    expect(rest).toEqual({ total: 0, limit: 0, offset: 0, errors: null })
    expect(data).toHaveLength(1)
    const [{ traceID, spans, processes, warnings }] = data
    expect({ traceID, warnings }).toEqual({ traceID: paddedTraceId('5b8e'), warnings: null })
    expect(processes).toEqual({
      p1: { serviceName: 'shop', tags: [] },
      p2: { serviceName: 'cart', tags: [] },
      p3: { serviceName: 'mail', tags: [] },
    })
    expect(spans[3]).toEqual({
      traceID: paddedTraceId('5b8e'),
      spanID: paddedSpanId('d'),
      flags: 1,
      operationName: 'send',
      references: [
        { refType: 'CHILD_OF', traceID: paddedTraceId('5b8e'), spanID: paddedSpanId('a') },
        { refType: 'FOLLOWS_FROM', traceID: paddedTraceId('77'), spanID: paddedSpanId('a') },
      ],
      startTime: 1_706_702_400_123_456,
      duration: 0,
      tags: [
        { key: 'big', type: 'int64', value: '9007199254740993' },
        { key: 'zone', type: 'int64', value: 1 },
        { key: 'span.kind', type: 'string', value: 'internal' },
        { key: 'error', type: 'bool', value: true },
        { key: 'otel.scope.name', type: 'string', value: 'scope' },
        { key: 'otel.scope.version', type: 'string', value: '1.0' },
        { key: 'otel.status_code', type: 'string', value: 'ERROR' },
      ],
      logs: [
        {
          timestamp: 1_706_702_400_123_456,
          fields: [
            { key: 'event', type: 'string', value: 'exception' },
            { key: 'exception.type', type: 'string', value: 'Error' },
          ],
        },
      ],
      processID: 'p3',
      warnings: null,
    })
    expect(spans[2]).not.toHaveProperty('duration')
  })

  test('is a list of Zipkin’s spans', async () => {
    const spans = JSON.parse(await written('5b8e', 'zipkin'))
    expect(spans.map(({ id }: { id: string }) => id)).toEqual(['a', 'b', 'c', 'd', 'e'].map(paddedSpanId))
    expect(spans[3]).toEqual({
      traceId: paddedTraceId('5b8e'),
      id: paddedSpanId('d'),
      parentId: paddedSpanId('a'),
      name: 'send',
      timestamp: 1_706_702_400_123_456,
      duration: 1,
      localEndpoint: { serviceName: 'mail' },
      annotations: [{ timestamp: 1_706_702_400_123_456, value: 'exception|{"exception.type":"Error"}|0' }],
      tags: {
        big: '9007199254740993',
        zone: '1',
        error: 'true',
        'otel.scope.name': 'scope',
        'otel.scope.version': '1.0',
        'otel.status_code': 'ERROR',
        'span.kind': 'internal',
        'otlp.link.0': `${paddedTraceId('77')}|${paddedSpanId('a')}||{}|0`,
      },
    })
    expect(spans[0]).toMatchObject({ kind: 'SERVER' })
    expect(spans[0]).not.toHaveProperty('parentId')
  })

  test('has the ids that were reported', async () => {
    const ids = (spans: { id: string; parentId?: string; shared?: boolean }[]) =>
      spans.map(({ id, parentId, shared }) => [id, parentId, shared])
    expect(ids(JSON.parse(await written('shared', 'zipkin')))).toEqual([
      ['root', undefined, undefined],
      ['call', 'root', undefined],
      ['call', 'root', true],
      ['below', 'call', undefined],
      ['call', 'root', undefined],
    ])
    const { resourceSpans } = JSON.parse(await written('shared', 'otlp'))
    // What repeats an id comes in a group of its own, behind the others.
    expect(
      resourceSpans.map((group: { scopeSpans: { spans: unknown[] }[] }) => group.scopeSpans[0]?.spans.length),
    ).toEqual([4, 1])
  })
})

test('a trace that is unknown, ambiguous or interrupted leaves no file', async () => {
  const output = join(archive.folder, 'nothing')
  const run = (traceId: string, signal: AbortSignal) =>
    traceCommand({ archive: archive.path, traceId, format: 'json', output, signal })
  await expect(run('beef', never)).rejects.toThrow('no trace beef')
  await expect(run('5b8', never)).rejects.toThrow(
    `5b8 matches several traces: ${paddedTraceId('5b8e')}, ${paddedTraceId('5b8f')}`,
  )
  await expect(run('5b8e', AbortSignal.abort())).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  expect((await readdir(archive.folder)).filter((name) => name.startsWith('nothing'))).toEqual([])
})
