import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { builtWorkers } from './builtWorkers'
import { checkIntegrity } from './checkIntegrity'
import { importInto, query } from './importInto'
import { ORIGIN, otlpLine, type OtlpSpan } from './otlp'

const workers = builtWorkers()
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traceloupe-linking-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('what is wrong with a span is flagged, and every span is there', async () => {
  const into = await importLines([
    otlpLine('shop', [
      { id: '1', start: 0, end: 100_000 },
      { id: '2', parent: '1', start: 50_000, end: 200_000 },
      { id: '3', parent: '99', start: 10, end: 20 },
      { id: '4', parent: '1', start: null, end: 20 },
      { id: '5', parent: '1', start: 30, end: null },
      { id: '6', parent: '1', start: 30, end: 20 },
      { id: '7', parent: '7', start: 40, end: 50 },
      { id: '8', parent: '9', start: 60, end: 70 },
      { id: '9', parent: '8', start: 50, end: 80 },
      { trace: '', id: '1', start: 5, end: 6 },
    ]),
  ])
  const found = await query(
    into,
    `SELECT trace_id, ltrim(span_id, '0') AS id, ltrim(parent_span_id, '0') AS parent, depth, child_count AS children, is_orphan, problems
     FROM spans ORDER BY trace_id DESC, id`,
  )
  const row = (id: string, parent: string | null, depth: number, children: number, problems: string[]) => ({
    trace_id: 'aa'.padStart(32, '0'),
    id,
    parent,
    depth,
    children,
    is_orphan: problems.includes('orphan'),
    problems,
  })
  expect(found).toEqual([
    row('1', null, 0, 4, []),
    row('2', '1', 1, 0, ['outside_parent']),
    row('3', '99', 0, 0, ['orphan']),
    row('4', '1', 1, 0, ['no_start']),
    row('5', '1', 1, 0, ['not_ended']),
    row('6', '1', 1, 0, ['negative_duration']),
    row('7', '7', 0, 0, ['cycle_cut']),
    row('8', '9', 1, 0, []),
    row('9', '8', 0, 1, ['cycle_cut']),
    { ...row('1', null, 0, 0, ['no_trace_id']), trace_id: '' },
  ])
  await checkIntegrity(into)
})

test('identical reports are merged; others of the same id are numbered and keep what they reported', async () => {
  const twice: OtlpSpan = { id: 'b', parent: 'a', name: 'twice', start: 1, events: ['retry'], attributes: { n: '1' } }
  const into = await importLines([
    otlpLine('shop', [{ id: 'a', start: 0, end: 50 }, twice, { id: 'c', parent: 'b', start: 2 }]),
    otlpLine('shop', [twice, { ...twice, events: ['another'] }, { ...twice, attributes: { n: '2' } }]),
  ])
  expect(
    await query(
      into,
      `SELECT ltrim(s.span_id, '0') AS id, ltrim(reported_span_id, '0') AS reported, ltrim(parent_span_id, '0') AS parent, problems, e.name AS event
       FROM spans s LEFT JOIN span_events e USING (trace_id, span_id) ORDER BY id`,
    ),
  ).toEqual([
    { id: 'a', reported: null, parent: null, problems: [], event: null },
    { id: 'b', reported: null, parent: 'a', problems: [], event: 'retry' },
    { id: 'b/2', reported: 'b', parent: 'a', problems: ['duplicate_id'], event: 'another' },
    { id: 'b/3', reported: 'b', parent: 'a', problems: ['duplicate_id'], event: 'retry' },
    { id: 'c', reported: null, parent: 'b', problems: [], event: null },
  ])
  expect(await query(into, 'SELECT record_count, span_count, merged_count FROM files')).toEqual([
    { record_count: '6', span_count: '5', merged_count: '1' },
  ])
  await checkIntegrity(into)
})

test('the parts of a Zipkin span become one span, with the tags, annotations and times of all', async () => {
  const endpoint = { localEndpoint: { serviceName: 'web' } }
  const into = await importFile(
    JSON.stringify([
      {
        traceId: 'a',
        id: '1',
        kind: 'CLIENT',
        name: 'get',
        timestamp: 1_000,
        ...endpoint,
        tags: { a: '1', b: '1' },
        annotations: [{ timestamp: 1_001, value: 'ws' }],
      },
      {
        traceId: 'a',
        id: '1',
        kind: 'CLIENT',
        timestamp: 1_000,
        duration: 30,
        ...endpoint,
        tags: { b: '2', error: 'late' },
        annotations: [
          { timestamp: 1_001, value: 'ws' },
          { timestamp: 1_002, value: 'wr' },
        ],
      },
      {
        traceId: 'a',
        id: '1',
        kind: 'SERVER',
        name: 'get',
        shared: true,
        timestamp: 1_005,
        duration: 20,
        localEndpoint: { serviceName: 'api' },
      },
      {
        traceId: 'a',
        id: '2',
        parentId: '1',
        name: 'work',
        timestamp: 1_010,
        duration: 5,
        localEndpoint: { serviceName: 'api' },
      },
    ]),
  )
  expect(
    await query(
      into,
      `SELECT ltrim(span_id, '0') AS id, ltrim(parent_span_id, '0') AS parent, name, kind, duration_ns, status, self_time_ns, depth,
         map_keys(attributes) AS keys, map_values(attributes) AS "values", attribute_types AS types
       FROM spans ORDER BY depth`,
    ),
  ).toEqual([
    {
      id: '1',
      parent: null,
      name: 'get',
      kind: 'client',
      duration_ns: '30000',
      status: 'error',
      self_time_ns: '10000',
      depth: 0,
      keys: ['a', 'b', 'error'],
      values: ['1', '2', 'late'],
      types: 'sss',
    },
    {
      id: '1/server',
      parent: '1',
      name: 'get',
      kind: 'server',
      duration_ns: '20000',
      status: 'unset',
      self_time_ns: '15000',
      depth: 1,
      keys: [],
      values: [],
      types: '',
    },
    {
      id: '2',
      parent: '1/server',
      name: 'work',
      kind: 'unspecified',
      duration_ns: '5000',
      status: 'unset',
      self_time_ns: '5000',
      depth: 2,
      keys: [],
      values: [],
      types: '',
    },
  ])
  expect(await query(into, `SELECT ltrim(span_id, '0') AS id, name FROM span_events ORDER BY time`)).toEqual([
    { id: '1', name: 'ws' },
    { id: '1', name: 'wr' },
  ])
  await checkIntegrity(into)
})

test('calls between services, with the durations of those who answered', async () => {
  const [SERVER, CLIENT] = [2, 3]
  const into = await importLines([
    otlpLine('web', [
      { id: '1', kind: SERVER, start: 0, end: 100 },
      { id: '2', kind: CLIENT, parent: '1', start: 10, end: 50 },
      { id: '3', kind: CLIENT, parent: '1', start: 60, end: 80, attributes: { 'peer.service': 'mail' } },
    ]),
    otlpLine('api', [
      { id: '4', kind: SERVER, parent: '2', start: 20, end: 45, error: true },
      {
        id: '5',
        kind: CLIENT,
        parent: '4',
        start: 21,
        end: 24,
        attributes: { 'db.system.name': 'postgresql', 'db.namespace': 'orders' },
      },
      {
        id: '6',
        kind: CLIENT,
        parent: '4',
        start: 25,
        end: 30,
        attributes: { 'db.system.name': 'redis', 'db.namespace': '0', 'server.address': 'cache' },
      },
    ]),
  ])
  expect(await query(into, 'SELECT * FROM service_dependencies')).toEqual([
    dependency('api', 'cache', 5, 0, true),
    dependency('api', 'orders', 3, 0, true),
    dependency('web', 'api', 25, 1, false),
    dependency('web', 'mail', 20, 0, true),
  ])
})

test('nanoseconds and large numbers of days are exact', async () => {
  const year = 365 * 86_400 * 1e9
  const into = await importLines([
    otlpLine('a', [
      { id: '1', start: 1, end: 1_000_000_004 },
      { id: '2', parent: '1', start: 3, end: 8 },
      { id: '3', start: year, end: year + 4096 },
    ]),
  ])
  expect(
    await query(
      into,
      'SELECT epoch_ns(start_time) AS start, duration_ns, self_time_ns, critical_path_ns FROM spans ORDER BY span_id',
    ),
  ).toEqual([
    { start: String(ORIGIN + 1n), duration_ns: '1000000003', self_time_ns: '999999998', critical_path_ns: '999999998' },
    { start: String(ORIGIN + 3n), duration_ns: '5', self_time_ns: '5', critical_path_ns: '5' },
    { start: String(ORIGIN + BigInt(year)), duration_ns: '4096', self_time_ns: '4096', critical_path_ns: '4096' },
  ])
  await checkIntegrity(into)
})

test('ids that are not hexadecimal are kept as they are', async () => {
  const into = await importLines([
    otlpLine('a', [
      { trace: 'Trace-Ü', id: 'rööt' },
      { trace: 'Trace-Ü', id: '0x_1', parent: 'rööt' },
    ]),
  ])
  expect(await query(into, 'SELECT trace_id, span_id, depth FROM spans ORDER BY depth')).toEqual([
    { trace_id: 'Trace-Ü', span_id: 'rööt', depth: 0 },
    { trace_id: 'Trace-Ü', span_id: '0x_1', depth: 1 },
  ])
})

test('a chain and a fan of 100,000 spans in one trace', async () => {
  const count = 100_000
  const lines: string[] = []
  for (let first = 1; first < count; first += 1_000) {
    const numbers = Array.from({ length: 1_000 }, (_, index) => first + index)
    const id = (number: number) => (number + 1).toString(16)
    lines.push(
      otlpLine(
        'chain',
        numbers.map((number) => ({ id: id(number), parent: id(number - 1), start: number, end: 3 * count - number })),
      ),
      otlpLine(
        'fan',
        numbers.map((number) => ({ trace: 'bb', id: id(number), parent: '1', start: number, end: number + 1 })),
      ),
    )
  }
  lines.push(
    otlpLine('chain', [{ id: '1', start: 0, end: 3 * count }]),
    otlpLine('fan', [{ trace: 'bb', id: '1', start: 0, end: 3 * count }]),
  )
  const into = await importLines(lines)
  expect(
    await query(
      into,
      'SELECT root_service_name AS root, max_depth, span_count, orphan_count FROM traces ORDER BY root',
    ),
  ).toEqual([
    { root: 'chain', max_depth: count, span_count: count + 1, orphan_count: 0 },
    { root: 'fan', max_depth: 1, span_count: count + 1, orphan_count: 0 },
  ])
  expect(
    await query(
      into,
      'SELECT service_name, self_time_ns, critical_path_ns FROM spans WHERE depth = 0 ORDER BY service_name',
    ),
  ).toEqual([
    { service_name: 'chain', self_time_ns: '2', critical_path_ns: '2' },
    { service_name: 'fan', self_time_ns: '200000', critical_path_ns: '250000' },
  ])
})

function dependency(parent: string, child: string, duration: number, errors: number, isInferred: boolean) {
  const [p50_ns, p95_ns, p99_ns] = [String(duration), String(duration), String(duration)]
  return {
    parent_service: parent,
    child_service: child,
    call_count: '1',
    error_count: String(errors),
    p50_ns,
    p95_ns,
    p99_ns,
    is_inferred: isInferred,
  }
}

const importLines = (lines: string[]) => importFile(lines.join('\n'))

async function importFile(content: string): Promise<string> {
  const path = join(folder, 'export')
  await writeFile(path, content)
  const into = join(folder, 'archive.duckdb')
  await importInto(workers, into, [path])
  return into
}
