import { expect, test } from 'vitest'
import { checkIntegrity } from './checkIntegrity'
import { ImportScene } from './ImportScene'
import { otlpLine } from './otlp'

const scene = new ImportScene()

test('adding: a trace from two imports is one again, and the same file adds nothing', async () => {
  const [SERVER, CLIENT] = [2, 3]
  const web = await scene.write(
    'web.json',
    otlpLine('web', [
      { id: '1', kind: SERVER, start: 0, end: 100 },
      {
        id: '2',
        kind: CLIENT,
        parent: '1',
        start: 10,
        end: 60,
        events: ['sent'],
        links: [{ trace: 'cc', id: '9' }],
        attributes: { 'server.address': 'api' },
      },
    ]),
  )
  const api = await scene.write(
    'api.json',
    otlpLine('api', [
      { id: '3', kind: SERVER, parent: '2', start: 20, end: 50 },
      { trace: '01', id: '4', start: -5 },
    ]),
  )

  await scene.import([api])
  expect(await scene.query(`SELECT ltrim(span_id, '0') AS id, is_orphan FROM spans ORDER BY id`)).toEqual([
    { id: '3', is_orphan: true },
    { id: '4', is_orphan: false },
  ])
  const created = await scene.query('SELECT * FROM archive')

  const added = await scene.import([web])
  expect(added).toMatchObject({
    spans: 4,
    traces: 2,
    services: 2,
    files: [{ path: web, records: 2, spans: 2, merged: 0 }],
  })
  const expected = [
    { id: '1', self: '50', depth: 0, is_orphan: false },
    { id: '2', self: '20', depth: 1, is_orphan: false },
    { id: '3', self: '30', depth: 2, is_orphan: false },
    { id: '4', self: '10', depth: 0, is_orphan: false },
  ]
  const spans = `SELECT ltrim(span_id, '0') AS id, self_time_ns AS self, depth, is_orphan FROM spans ORDER BY id`
  expect(await scene.query(spans)).toEqual(expected)
  expect(await scene.query('SELECT parent_service, child_service FROM service_dependencies')).toEqual([
    { parent_service: 'web', child_service: 'api' },
  ])
  expect(await scene.query('SELECT * FROM archive')).toEqual(created)

  const again = await scene.import([scene.exports])
  expect(again).toMatchObject({
    spans: 4,
    traces: 2,
    files: [
      { records: 2, spans: 0, merged: 2 },
      { records: 2, spans: 0, merged: 2 },
    ],
  })
  expect(await scene.query(spans)).toEqual(expected)
  expect(await scene.query('SELECT name FROM span_events')).toEqual([{ name: 'sent' }])
  expect(await scene.query('SELECT count(*)::INTEGER AS links FROM span_links')).toEqual([{ links: 1 }])
  expect(await scene.query('SELECT file_id, span_count::INTEGER AS spans FROM files')).toEqual(
    [0, 1, 2, 3].map((file_id) => ({ file_id, spans: file_id < 2 ? 2 : 0 })),
  )
  await checkIntegrity(scene.archive)
})

test('adding keeps repeated ids apart, and finds them identical again', async () => {
  const endpoint = (serviceName: string) => ({ localEndpoint: { serviceName } })
  const zipkin = await scene.write(
    'zipkin.json',
    JSON.stringify([
      { traceId: 'a', id: '1', kind: 'CLIENT', timestamp: 1_000, duration: 30, ...endpoint('web') },
      { traceId: 'a', id: '1', kind: 'SERVER', shared: true, timestamp: 1_005, duration: 20, ...endpoint('api') },
      { traceId: 'a', id: '1', kind: 'SERVER', shared: true, timestamp: 1_006, duration: 20, ...endpoint('api2') },
      { traceId: 'a', id: '2', parentId: '1', timestamp: 1_010, duration: 5, ...endpoint('api') },
      {
        traceId: 'a',
        id: '3',
        parentId: '1',
        timestamp: 1_010,
        duration: 5,
        ...endpoint('api2'),
        annotations: [{ timestamp: 1_011, value: 'x' }],
      },
    ]),
  )
  const content = `SELECT span_id, parent_span_id, reported_span_id, depth, service_name, self_time_ns FROM spans ORDER BY span_id`
  await scene.import([zipkin])
  const first = await scene.query(content)
  expect(first.map((span) => String(span['span_id']).replace(/^0+/, ''))).toEqual(['1', '1/2', '1/server', '2', '3'])
  expect(await scene.import([zipkin])).toMatchObject({
    spans: 5,
    files: [{ records: 5, spans: 0, merged: 5 }],
  })
  expect(await scene.query(content)).toEqual(first)
  await checkIntegrity(scene.archive)
})

test('logs stay with their traces, and are kept when more is added', async () => {
  const log = {
    resourceLogs: [
      {
        resource: {},
        scopeLogs: [
          {
            logRecords: [
              {
                timeUnixNano: '5',
                traceId: 'aa'.repeat(16),
                spanId: 'bb'.repeat(8),
                severityNumber: 9,
                severityText: 'INFO',
                body: { stringValue: 'hello' },
              },
            ],
          },
        ],
      },
    ],
  }
  await scene.import([await scene.write('logs.json', JSON.stringify(log))])
  const report = await scene.import([await scene.write('a.json', otlpLine('one', [{ id: '1' }]))])
  expect(report).toMatchObject({ spans: 1, logs: 1 })
  expect(
    await scene.query(
      'SELECT epoch_ns(time) AS time, trace_id, span_id, service_name, severity_number, severity_text, body FROM logs',
    ),
  ).toEqual([
    {
      time: '5',
      trace_id: 'aa'.repeat(16),
      span_id: 'bb'.repeat(8),
      service_name: 'unknown_service',
      severity_number: 9,
      severity_text: 'INFO',
      body: 'hello',
    },
  ])
})
