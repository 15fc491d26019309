import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ImportThreads } from '../../main/import/ImportThreads'
import type { ImportProgress } from '../../preload/contract/archive'
import { failureOf, type Failure } from '../../preload/contract/failure'
import { builtWorkers } from './builtWorkers'
import { checkIntegrity } from './checkIntegrity'
import { importInto, query } from './importInto'
import { tarBytes } from '../support/tarBytes'
import { otlpLine, type OtlpSpan } from './otlp'

const workers = builtWorkers()
let folder = ''
let into = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traceloupe-import-'))
  into = join(folder, 'archive.duckdb')
})
afterEach(() => rm(folder, { recursive: true }))

const exportsFolder = () => join(folder, 'exports')

async function write(name: string, content: string | Uint8Array): Promise<string> {
  await mkdir(exportsFolder(), { recursive: true })
  const path = join(exportsFolder(), name)
  await writeFile(path, content)
  return path
}

/** Lines of many spans: enough for an import to be stopped on its way. */
function manyLines(spanCount: number): string {
  const spans = (first: number) =>
    Array.from({ length: 100 }, (_, index): OtlpSpan => ({
      trace: (first + 1).toString(16),
      id: (first + index + 1).toString(16),
    }))
  return Array.from({ length: spanCount / 100 }, (_, line) => otlpLine('load', spans(line * 100))).join('\n')
}

test('an archive of files that is large enough to be read in parts', async () => {
  const archive = tarBytes([
    { name: 'a.json', content: manyLines(120_000) },
    { name: 'notes.txt', content: 'remember the milk' },
    { name: 'b.json', content: otlpLine('one', [{ trace: 'bb', id: '1' }]) },
  ])
  expect(archive.length).toBeGreaterThan(24 << 20)
  const path = await write('exports.tar', archive)
  const { files } = await importInto(workers, into, [path])
  expect(files).toMatchObject([
    { path: `${path}!a.json`, format: 'otlp_json', records: 120_000 },
    { path: `${path}!notes.txt`, format: 'unrecognised', records: 0 },
    { path: `${path}!b.json`, format: 'otlp_json', records: 1 },
  ])
  expect(await query(into, 'SELECT file_id, count(*) AS spans FROM spans GROUP BY 1 ORDER BY 1')).toEqual([
    { file_id: 0, spans: '120000' },
    { file_id: 2, spans: '1' },
  ])
})

test('files and folders, each file once, and what else lies there', async () => {
  const one = await write('b.json', otlpLine('one', [{ id: '1' }]))
  await write(
    'a.json.gz',
    gzipSync(
      otlpLine('two', [
        { trace: 'bb', id: '2' },
        { trace: 'bb', id: '3', parent: '2' },
      ]),
    ),
  )
  await write('empty.json', '')
  await write('notes.txt', 'remember the milk')
  await symlink(exportsFolder(), join(exportsFolder(), 'round'))
  const report = await importInto(workers, into, [exportsFolder(), one])
  const file = (name: string, format: string, records: number) =>
    expect.objectContaining({
      path: join(exportsFolder(), name),
      format,
      records,
      spans: records,
      merged: 0,
      rejected: 0,
    })
  expect(report.files).toEqual([
    file('a.json.gz', 'otlp_json', 2),
    file('b.json', 'otlp_json', 1),
    file('empty.json', 'unrecognised', 0),
    file('notes.txt', 'unrecognised', 0),
  ])
  expect(report.problems).toEqual([
    expect.objectContaining({
      path: join(exportsFolder(), 'empty.json'),
      code: 'not_recognised',
      message: expect.stringContaining('an empty file'),
    }),
    expect.objectContaining({
      path: join(exportsFolder(), 'notes.txt'),
      code: 'not_recognised',
      message: expect.stringContaining('plain text'),
    }),
  ])
  expect(report).toMatchObject({ archive: into, spans: 3, traces: 2, services: 2, logs: 0 })
  expect(await query(into, "SELECT format_version, created_by LIKE 'traceloupe %' AS ours FROM archive")).toEqual([
    { format_version: 4, ours: true },
  ])
  expect(await readdir(folder)).toEqual(['archive.duckdb', 'exports'])
  await checkIntegrity(into)
})

test('the archive is one file of the promised storage version', async () => {
  await importInto(workers, into, [await write('a.json', manyLines(1_000))])
  expect(
    await query(into, `SELECT tags['storage_version'] AS version FROM duckdb_databases() WHERE NOT internal`),
  ).toEqual([{ version: 'v1.5.0+' }])
  expect(await readdir(folder)).toEqual(['archive.duckdb', 'exports'])
})

test('progress goes through all phases to the end', async () => {
  const path = await write('a.json', manyLines(20_000))
  const seen: ImportProgress[] = []
  await importInto(workers, into, [path], { onProgress: (progress) => seen.push(progress) })
  expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(['looking', 'reading', 'linking', 'storing'])
  const last = seen.at(-1)
  expect(last).toMatchObject({ spans: 20_000, filesDone: 1, filesTotal: 1, bytesRead: last?.bytesTotal })
  expect(last?.bytesTotal).toBe((await readFile(path)).byteLength)
  for (const [index, { bytesRead, spans }] of seen.entries()) {
    expect(bytesRead).toBeGreaterThanOrEqual(seen[index - 1]?.bytesRead ?? 0)
    expect(spans).toBeGreaterThanOrEqual(seen[index - 1]?.spans ?? 0)
  }
})

test.each(['looking', 'reading', 'linking', 'storing'] as const)(
  'cancelled while %s: nothing is left, the archive is what it was',
  async (phase) => {
    await importInto(workers, into, [await write('a.json', otlpLine('one', [{ id: '1' }]))])
    const before = await hash(into)
    const path = await write('big.json', manyLines(60_000))
    const controller = new AbortController()
    let cancelledAt = 0
    const onProgress = (progress: ImportProgress) => {
      if (progress.phase !== phase || controller.signal.aborted) return
      cancelledAt = performance.now()
      controller.abort()
    }
    expect(await failureOfImport([path], { signal: controller.signal, onProgress })).toEqual({ code: 'cancelled' })
    expect(performance.now() - cancelledAt).toBeLessThan(2_000)
    expect(await hash(into)).toBe(before)
    expect(await readdir(folder)).toEqual(['archive.duckdb', 'exports'])
  },
)

test('what cannot be imported fails and leaves nothing', async () => {
  const notes = await write('notes.txt', 'remember the milk')
  expect(await failureOfImport([notes])).toEqual({
    code: 'not_recognised',
    path: notes,
    looksLike: 'plain text',
    fileCount: 1,
  })
  await write('more.txt', 'and the bread')
  expect(await failureOfImport([exportsFolder()])).toMatchObject({ code: 'not_recognised', fileCount: 2 })
  expect(await failureOfImport([join(folder, 'missing.json')])).toEqual({
    code: 'file_unreadable',
    path: join(folder, 'missing.json'),
    problem: 'no such file',
  })
  await mkdir(join(folder, 'nothing'))
  expect(await failureOfImport([join(folder, 'nothing')])).toEqual({
    code: 'nothing_to_import',
    paths: [join(folder, 'nothing')],
  })
  expect(await readdir(folder)).toEqual(['exports', 'nothing'])
})

test('a worker that fails leaves the archive as it was', async () => {
  await importInto(workers, into, [await write('a.json', otlpLine('one', [{ id: '1' }]))])
  const before = await hash(into)
  const broken = await write('broken.mjs', 'throw new Error("out of luck")')
  for (const each of [
    { ...workers, decoder: broken },
    { ...workers, writer: broken },
  ]) {
    const failure = await failureOfImport([exportsFolder()], { threads: new ImportThreads(each) })
    expect(failure).toMatchObject({ code: 'import_failed', problem: 'out of luck' })
  }
  expect(await hash(into)).toBe(before)
  expect(await readdir(folder)).toEqual(['archive.duckdb', 'exports'])
})

test('adding: a trace from two imports is one again, and the same file adds nothing', async () => {
  const [SERVER, CLIENT] = [2, 3]
  const web = await write(
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
  const api = await write(
    'api.json',
    otlpLine('api', [
      { id: '3', kind: SERVER, parent: '2', start: 20, end: 50 },
      { trace: '01', id: '4', start: -5 },
    ]),
  )

  await importInto(workers, into, [api])
  expect(await query(into, `SELECT ltrim(span_id, '0') AS id, is_orphan FROM spans ORDER BY id`)).toEqual([
    { id: '3', is_orphan: true },
    { id: '4', is_orphan: false },
  ])
  const created = await query(into, 'SELECT * FROM archive')

  const added = await importInto(workers, into, [web])
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
  expect(await query(into, spans)).toEqual(expected)
  expect(await query(into, 'SELECT parent_service, child_service FROM service_dependencies')).toEqual([
    { parent_service: 'web', child_service: 'api' },
  ])
  expect(await query(into, 'SELECT * FROM archive')).toEqual(created)

  const again = await importInto(workers, into, [exportsFolder()])
  expect(again).toMatchObject({
    spans: 4,
    traces: 2,
    files: [
      { records: 2, spans: 0, merged: 2 },
      { records: 2, spans: 0, merged: 2 },
    ],
  })
  expect(await query(into, spans)).toEqual(expected)
  expect(await query(into, 'SELECT name FROM span_events')).toEqual([{ name: 'sent' }])
  expect(await query(into, 'SELECT count(*)::INTEGER AS links FROM span_links')).toEqual([{ links: 1 }])
  expect(await query(into, 'SELECT file_id, span_count::INTEGER AS spans FROM files')).toEqual(
    [0, 1, 2, 3].map((file_id) => ({ file_id, spans: file_id < 2 ? 2 : 0 })),
  )
  await checkIntegrity(into)
})

test('adding keeps repeated ids apart, and finds them identical again', async () => {
  const endpoint = (serviceName: string) => ({ localEndpoint: { serviceName } })
  const zipkin = await write(
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
  await importInto(workers, into, [zipkin])
  const first = await query(into, content)
  expect(first.map((span) => String(span['span_id']).replace(/^0+/, ''))).toEqual(['1', '1/2', '1/server', '2', '3'])
  expect(await importInto(workers, into, [zipkin])).toMatchObject({
    spans: 5,
    files: [{ records: 5, spans: 0, merged: 5 }],
  })
  expect(await query(into, content)).toEqual(first)
  await checkIntegrity(into)
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
  await importInto(workers, into, [await write('logs.json', JSON.stringify(log))])
  const report = await importInto(workers, into, [await write('a.json', otlpLine('one', [{ id: '1' }]))])
  expect(report).toMatchObject({ spans: 1, logs: 1 })
  expect(
    await query(
      into,
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

test('an archive of a newer format, a foreign database and another file are refused and kept', async () => {
  const path = await write('a.json', otlpLine('one', [{ id: '1' }]))
  await importInto(workers, into, [path])
  await change(into, 'UPDATE archive SET format_version = 9')
  expect(await failureOfImport([path])).toEqual({
    code: 'archive_newer',
    path: into,
    formatVersion: 9,
    supportedVersion: 4,
  })
  await rm(into)
  await change(into, 'CREATE TABLE mine (a INTEGER)')
  expect(await failureOfImport([path])).toMatchObject({ code: 'archive_unreadable', path: into })
  await writeFile(into, 'my notes '.repeat(1_000))
  expect(await failureOfImport([path])).toMatchObject({ code: 'archive_unreadable', path: into })
  expect(await readFile(into, 'utf8')).toBe('my notes '.repeat(1_000))
  expect(await readdir(folder)).toEqual(['archive.duckdb', 'exports'])
})

test('what a killed import has left is cleared away', async () => {
  await writeFile(`${into}.importing`, 'half')
  await mkdir(`${into}.importing.work`)
  await writeFile(join(`${into}.importing.work`, 'claim.duckdb'), 'half')
  await importInto(workers, into, [await write('a.json', otlpLine('one', [{ id: '1' }]))])
  expect(await readdir(folder)).toEqual(['archive.duckdb', 'exports'])
})

test.skipIf(process.getuid?.() === 0)('a file that may not be read is a problem of its own', async () => {
  await write('a.json', otlpLine('one', [{ id: '1' }]))
  const secret = await write('secret.json', '{}')
  await chmod(secret, 0)
  const report = await importInto(workers, into, [exportsFolder()])
  expect(report.problems).toEqual([expect.objectContaining({ path: secret, code: 'unreadable' })])
})

test('several decoders give what one gives', async () => {
  for (let file = 0; file < 6; file++) {
    const same: OtlpSpan = { id: 'ff', start: 1, name: `of file ${file % 2}` }
    await write(
      `${file}.json`,
      otlpLine(`service ${file}`, [{ id: String(file + 1), parent: 'ff', start: file }]) +
        '\n' +
        otlpLine('shared', [same]),
    )
  }
  const content = 'SELECT * EXCLUDE (span_row, parent_row) FROM store.spans ORDER BY ALL'
  await importInto(workers, into, [exportsFolder()], { cores: 2 })
  const one = await query(into, content)
  expect(one).toHaveLength(8)
  await rm(into)
  await importInto(workers, into, [exportsFolder()], { cores: 8 })
  expect(await query(into, content)).toEqual(one)
})

async function failureOfImport(
  paths: string[],
  more: Parameters<typeof importInto>[3] = {},
): Promise<Failure | string> {
  return importInto(workers, into, paths, more).then(
    () => 'imported',
    (error: unknown) => failureOf(error),
  )
}

async function hash(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}

async function change(path: string, statement: string): Promise<void> {
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  await connection.run(statement)
  connection.closeSync()
  instance.closeSync()
}
