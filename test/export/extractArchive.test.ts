import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { extractArchive, type ExtractOptions } from '../../main/export/extract/extractArchive'
import type { ExtractReport, Redaction } from '../../preload/contract/extract'
import { failureOf } from '../../preload/contract/failure'
import { checkIntegrity } from '../import/checkIntegrity'
import { ImportScene } from '../import/ImportScene'
import { queries, query } from '../import/importInto'
import { awkwardTraces } from '../support/awkwardTraces'
import { secretTraces, SECRETS } from './secretTraces'

const scene = new ImportScene()
const at = (name: string) => join(scene.folder, name)
const RELATIONS = ['spans', 'traces', 'span_events', 'span_links', 'logs', 'service_dependencies', 'files']
const ALL = [...RELATIONS, 'import_problems', 'store.attribute_keys', 'store.attribute_values']
/** Those that have a row for what belongs to one trace. */
const OF_TRACES = RELATIONS.slice(0, 5)

type Given = Partial<ExtractOptions> & { query?: string }

function extract(name: string, { query = '{}', ...given }: Given = {}): Promise<ExtractReport> {
  return extractArchive({
    archive: scene.archive,
    into: at(name),
    selection: { filter: { query, from: null, to: null, limit: null, selection: null }, traceId: null },
    redactions: [],
    replace: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...given,
  })
}

const redacting = (drop: string[], hash: string[] = []): Partial<ExtractOptions> => ({
  redactions: [
    ...drop.map((key): Redaction => ({ key, action: 'drop' })),
    ...hash.map((key): Redaction => ({ key, action: 'hash' })),
  ],
})

async function rowsOf(archive: string, relations: string[], where = ''): Promise<unknown[]> {
  return queries(
    archive,
    relations.map((relation) => `FROM ${relation} ${where} ORDER BY ALL`),
  )
}

async function saysNothingOf(name: string, secrets: string[]): Promise<void> {
  const bytes = await readFile(at(name))
  expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([])
}

beforeEach(async () => {
  await scene.import([
    await scene.write('awkward.json', awkwardTraces()),
    await scene.write('secret.json', secretTraces()),
    await scene.write('page.html', '<html></html>'),
  ])
})

test('all traces are all of the archive', async () => {
  const report = await extract('all.duckdb')
  expect(report).toMatchObject({ traces: 4, redacted: [], notFound: [] })
  expect(await rowsOf(at('all.duckdb'), ALL)).toEqual(await rowsOf(scene.archive, ALL))
  await checkIntegrity(at('all.duckdb'))
})

test('whole traces go out, with what belongs to them and nothing else', async () => {
  const report = await extract('some.duckdb', { query: '{ name = "pay" }' })
  expect(report).toMatchObject({ traces: 1, spans: 3, logs: 1 })
  const ofTrace = "WHERE trace_id = '000000000000000000000000000000aa'"
  expect(await rowsOf(at('some.duckdb'), OF_TRACES)).toEqual(await rowsOf(scene.archive, OF_TRACES, ofTrace))
  expect(await query(at('some.duckdb'), 'FROM service_dependencies ORDER BY ALL')).toEqual([
    { ...call('mail', 'queue-secret'), is_inferred: true, p50_ns: '10', p95_ns: '10', p99_ns: '10' },
    { ...call('shop', 'mail'), is_inferred: false, p50_ns: '20', p95_ns: '20', p99_ns: '20' },
  ])
  const files = await query(at('some.duckdb'), 'SELECT span_count, record_count, rejected_count FROM files')
  expect(files).toEqual([{ span_count: '3', record_count: '4', rejected_count: '1' }])
  // The record that it quotes may be of a trace that stays.
  expect(await query(at('some.duckdb'), 'SELECT DISTINCT sample FROM import_problems')).toEqual([{ sample: null }])
  await saysNothingOf('some.duckdb', ['rejected-secret', 'another-trace'])
  await checkIntegrity(at('some.duckdb'))
})

const call = (parent_service: string, child_service: string) => ({
  parent_service,
  child_service,
  call_count: '1',
  error_count: '0',
})

test('what is dropped is nowhere in the file, and said', async () => {
  const keys = ['secret.key', 'messaging.destination.name', 'secret.list']
  const report = await extract('dropped.duckdb', redacting([...keys, 'no.such.key']))
  await saysNothingOf('dropped.duckdb', SECRETS)
  expect(report.notFound).toEqual(['no.such.key'])
  expect(report.redacted).toEqual([
    { key: keys[1], action: 'drop', spans: 1, resources: 0, scopes: 0, events: 0, links: 0, logs: 0 },
    { key: keys[0], action: 'drop', spans: 2, resources: 1, scopes: 1, events: 1, links: 1, logs: 1 },
    { key: keys[2], action: 'drop', spans: 1, resources: 0, scopes: 0, events: 0, links: 0, logs: 0 },
  ])
  const columns = 'span_id, attributes, attribute_types, resource_attributes'
  const read = `SELECT ${columns} FROM spans WHERE trace_id LIKE '%aa' ORDER BY ALL`
  expect(
    (await query(at('dropped.duckdb'), read)).map(({ attributes, attribute_types }) => [attributes, attribute_types]),
  ).toEqual([
    [
      [
        { key: 'kept', value: '1' },
        { key: 'ratio', value: '0.5' },
      ],
      'id',
    ],
    [[{ key: 'kept', value: '2' }], 'i'],
    [[], ''],
  ])
  // Nobody is told to whom the message went.
  expect(await query(at('dropped.duckdb'), "FROM service_dependencies WHERE parent_service = 'mail'")).toEqual([])
  await checkIntegrity(at('dropped.duckdb'))
})

test('a hash is the same where the value was, and nobody can guess it', async () => {
  const given = redacting([], ['secret.*', 'messaging.destination.name'])
  const report = await extract('hashed.duckdb', given)
  await extract('again.duckdb', given)
  await saysNothingOf('hashed.duckdb', SECRETS)
  expect(report.redacted.map(({ key, action, spans }) => [key, action, spans])).toEqual([
    ['messaging.destination.name', 'hash', 1],
    ['secret.key', 'hash', 2],
    ['secret.list', 'hash', 1],
  ])
  const hashes = `SELECT list(DISTINCT v) AS hashes FROM (
    SELECT attributes['secret.key'] AS v FROM spans UNION ALL SELECT attributes['secret.key'] FROM logs
    UNION ALL SELECT attributes['secret.key'] FROM span_events UNION ALL SELECT resource_attributes['secret.key'] FROM spans)
    WHERE v IS NOT NULL`
  const [[first], [again]] = [await query(at('hashed.duckdb'), hashes), await query(at('again.duckdb'), hashes)]
  expect(first?.hashes).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)])
  expect(again?.hashes).not.toEqual(first?.hashes)
  const typed = `SELECT attribute_types AS types, attributes['secret.list'] AS list FROM spans WHERE name = 'pay'`
  expect(await query(at('hashed.duckdb'), typed)).toEqual([
    { types: 'issd', list: expect.stringMatching(/^[0-9a-f]{16}$/) },
  ])
  const callee = "SELECT child_service AS name FROM service_dependencies WHERE parent_service = 'mail' AND is_inferred"
  const sent = "SELECT attributes['messaging.destination.name'] AS name FROM spans WHERE name = 'send'"
  expect(await query(at('hashed.duckdb'), callee)).toEqual(await query(at('hashed.duckdb'), sent))
  await checkIntegrity(at('hashed.duckdb'))
})

test('hashed services have other names everywhere, and call one another as before', async () => {
  await extract('services.duckdb', redacting([], ['service.name']))
  const [names] = await query(
    at('services.duckdb'),
    'SELECT list(DISTINCT service_name ORDER BY service_name) AS n FROM spans',
  )
  expect(names?.n).toContain('unknown_service')
  const [known] = await query(
    scene.archive,
    "SELECT list(DISTINCT service_name) AS n FROM spans WHERE service_name <> 'unknown_service'",
  )
  for (const relation of [
    'spans',
    'logs',
    'traces',
    'service_dependencies',
    'store.attribute_values',
    'store.resources',
    'span_events',
  ]) {
    const text = JSON.stringify(await query(at('services.duckdb'), `FROM ${relation}`))
    expect(
      (known?.n as string[]).filter((name) => text.includes(`"${name}"`)),
      relation,
    ).toEqual([])
  }
  const counts = 'SELECT call_count, error_count, p50_ns, is_inferred FROM service_dependencies ORDER BY ALL'
  expect(await query(at('services.duckdb'), counts)).toEqual(await query(scene.archive, counts))
  await checkIntegrity(at('services.duckdb'))
})

test('no trace that matches: an archive without traces', async () => {
  expect(await extract('none.duckdb', { query: '{ name = "nothing" }' })).toMatchObject({
    traces: 0,
    spans: 0,
    logs: 0,
  })
  expect(await rowsOf(at('none.duckdb'), RELATIONS)).toEqual(RELATIONS.map(() => []))
  await checkIntegrity(at('none.duckdb'))
})

test('what was there stays, the archive that is read above all', async () => {
  const before = await scene.hash()
  const other = await scene.write('there.duckdb', 'mine')
  const failureIn = (given: Given) =>
    extract('new.duckdb', given).then(
      () => null,
      (error: unknown) => failureOf(error),
    )
  expect(await failureIn({ into: other })).toMatchObject({ code: 'file_unwritable', problem: 'it is there already' })
  expect(await readFile(other, 'utf8')).toBe('mine')
  expect(await failureIn({ into: scene.archive, replace: true })).toMatchObject({
    code: 'file_unwritable',
    problem: 'it is the archive that is read',
  })
  expect(await failureIn({ into: at('no/folder/new.duckdb') })).toMatchObject({ code: 'file_unwritable' })
  expect(await failureIn({ query: '{ nonsense' })).toMatchObject({ code: 'query_wrong' })
  expect(await failureIn({ archive: other })).toMatchObject({ code: 'archive_unreadable' })
  await extract('new.duckdb', { into: other, replace: true })
  await checkIntegrity(other)
  expect(await scene.hash()).toBe(before)
  expect(await readdir(scene.folder)).toEqual(['archive.duckdb', 'exports'])
})

test.each(['matching', 'writing', 'completing'])('cancelled while %s, it leaves nothing', async (phase) => {
  const before = await scene.hash()
  const controller = new AbortController()
  const onProgress: ExtractOptions['onProgress'] = (progress) => {
    if (progress.phase === phase) controller.abort()
  }
  const failed = extract('new.duckdb', { signal: controller.signal, onProgress }).catch((error: unknown) =>
    failureOf(error),
  )
  expect(await failed).toEqual({ code: 'cancelled' })
  expect(await readdir(scene.folder)).toEqual(['archive.duckdb', 'exports'])
  expect(await scene.hash()).toBe(before)
})
