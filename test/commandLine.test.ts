import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, watch } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleLines } from '../main/sample/sampleLines'
import { builtEntries } from './support/runtimes'

const traces = process.env.TRACELOUPE_TRACES
const folder = mkdtempSync(join(tmpdir(), 'traceloupe-cli-'))
const at = (name: string) => join(folder, name)

interface Outcome {
  status: number | null
  stdout: string
  stderr: string
}

/** Runs the built program as a user would, with `folder` as the working directory. */
function traceloupe(
  args: string[],
  { input = '', interruptOn }: { input?: string; interruptOn?: string | Promise<unknown> } = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(builtEntries, 'cli.js'), ...args], {
      cwd: folder,
      env: { ...process.env, TRACELOUPE_DATA: at('data') },
    })
    const outcome: Outcome = { status: null, stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (part: string) => {
        outcome[stream] += part
        if (typeof interruptOn === 'string' && outcome[stream].includes(interruptOn)) child.kill('SIGINT')
      })
    }
    child.on('close', (status) => resolve({ ...outcome, status }))
    if (interruptOn instanceof Promise) void interruptOn.then(() => child.kill('SIGINT'))
    child.stdin.end(input)
  })
}

async function write(name: string, text: string): Promise<void> {
  await writeFile(at(name), text)
}

const oneSpan = (spanId: string, name = 'GET /') =>
  JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
        scopeSpans: [
          {
            spans: [
              {
                traceId: '5b8efff798038103d269b633813fc60c',
                spanId,
                name,
                kind: 2,
                startTimeUnixNano: '1544712660000000001',
                endTimeUnixNano: '1544712661000000003',
              },
            ],
          },
        ],
      },
    ],
  })

beforeAll(async () => {
  await write('one.json', oneSpan('eee19b7ec3c1b174'))
  await write('page.html', '<html><body>no traces here</body></html>')
  await write('broken.jsonl', `${oneSpan('eee19b7ec3c1b175')}\n{"resourceSpans":[{"scopeSpans":[{"spans":[7]}]}]}\n`)
  await traceloupe(['import', 'one.json', '--into', 'one.duckdb'])
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('import', () => {
  it('answers with one JSON document', async () => {
    const { status, stdout, stderr } = await traceloupe(['import', 'one.json', '--into', 'json.duckdb', '--json'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({
      archive: at('json.duckdb'),
      spans: 1,
      traces: 1,
      services: 1,
      logs: 0,
      elapsed_ms: expect.any(Number) as number,
      files: [
        {
          path: at('one.json'),
          format: 'otlp_json',
          bytes: oneSpan('eee19b7ec3c1b174').length,
          records: 1,
          spans: 1,
          merged: 0,
          rejected: 0,
        },
      ],
      problems: [],
    })
  })

  it('adds to an archive, and says 3 when something was left out', async () => {
    await traceloupe(['import', 'one.json', '--into', 'more.duckdb'])
    const { status, stdout } = await traceloupe([
      'import',
      'broken.jsonl',
      'page.html',
      '--into',
      'more.duckdb',
      '--json',
    ])
    expect(status).toBe(3)
    const { spans, traces, files, problems } = JSON.parse(stdout)
    expect({ spans, traces }).toEqual({ spans: 2, traces: 1 })
    expect(files.map(({ records, spans, rejected }: Record<string, number>) => [records, spans, rejected])).toEqual([
      [2, 1, 1],
      [0, 0, 0],
    ])
    expect(problems).toMatchObject([
      { path: at('broken.jsonl'), occurrences: 1, first_position: 2 },
      { path: at('page.html'), code: 'not_recognised', occurrences: 1 },
    ])
  })

  it.each([
    [
      'nothing that can be opened',
      ['import', 'page.html', '--into', 'no.duckdb'],
      /page\.html is not a trace export: .*HTML/i,
    ],
    ['a file that is not there', ['import', 'gone.json', '--into', 'no.duckdb'], /gone\.json: .*no such file/],
    [
      'an archive that is none',
      ['import', 'one.json', '--into', 'page.html'],
      /page\.html cannot be opened as an archive/,
    ],
    ['another archive that is none', ['sql', 'page.html', 'select 1'], /page\.html cannot be opened as an archive/],
    ['an archive that is not there', ['trace', 'gone.duckdb', 'abc'], /gone\.duckdb/],
    ['a statement that fails', ['sql', 'one.duckdb', 'select nope'], /Binder Error/],
    ['a statement that writes', ['sql', 'one.duckdb', 'drop view spans'], /only|read/i],
    ['a trace that is not there', ['trace', 'one.duckdb', 'abc'], /no trace abc/],
    ['a file that is there already', ['extract', 'one.duckdb', '{}', '--into', 'one.json'], /one\.json.*there already/],
    ['a query that is wrong', ['extract', 'one.duckdb', '{ name = }', '--into', 'no.duckdb'], /character/],
    ['a folder that is not there', ['open', 'gone'], /gone: there is no such file/],
  ])('says 1 and why, in one line: %s', async (_, args, line) => {
    const { status, stdout, stderr } = await traceloupe(args)
    expect({ status, stdout, lines: stderr.trim().split('\n').length }).toEqual({ status: 1, stdout: '', lines: 1 })
    expect(stderr).toMatch(line)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(await readdir(folder)).not.toContain('no.duckdb')
  })

  it.each([
    [['import', 'one.json']],
    [['import', '--into', 'no.duckdb']],
    [['import', 'one.json', '--into', 'no.duckdb', '--wrong']],
    [['sql', 'one.duckdb']],
    [['sql', 'one.duckdb', 'select 1', 'select 2']],
    [['sql', 'one.duckdb', 'select 1', '--format', 'yaml']],
    [['sql', 'one.duckdb', 'select 1', '--format', 'parquet']],
    [['trace', 'one.duckdb']],
    [['extract', 'one.duckdb', '{}']],
    [['extract', 'one.duckdb', '--into', 'no.duckdb', '{}', '--redact', 'service.name']],
    [['serve', '--port', '70000']],
  ])('says 2 to wrong usage: %j', async (args) => {
    const { status, stdout, stderr } = await traceloupe(args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('usage:')
  })

  it('says 130 when interrupted, and leaves nothing', async () => {
    await mkdir(at('large'))
    await write('large/export.jsonl', [...sampleLines({ traces: 3_000 })].join('\n'))
    // The work folder is made once all is checked, right before the first bytes are read.
    const changes = watch(at('large'))
    const { status, stdout } = await traceloupe(['import', 'large', '--into', 'large/archive.duckdb'], {
      interruptOn: new Promise((resolve) =>
        changes.on('change', (_, name) => String(name).includes('.importing') && resolve(null)),
      ),
    })
    changes.close()
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' })
    expect(await readdir(at('large'))).toEqual(['export.jsonl'])
  })
})

describe('sql', () => {
  it('writes CSV with a header where there is no terminal', async () => {
    const { status, stdout } = await traceloupe(['sql', 'one.duckdb', 'select name, duration_ns from spans'])
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'name,duration_ns\nGET /,1000000002\n' })
  })

  it('reads the statement from stdin', async () => {
    const { stdout } = await traceloupe(['sql', 'one.duckdb', '-', '--format', 'json'], {
      input: 'select start_time, 9007199254740993 as big from spans',
    })
    expect(JSON.parse(stdout)).toEqual([{ start_time: '2018-12-13T14:51:00.000000001Z', big: '9007199254740993' }])
  })

  it('writes Parquet that DuckDB reads', async () => {
    const written = await traceloupe([
      'sql',
      'one.duckdb',
      'from spans',
      '--format',
      'parquet',
      '--output',
      'spans.parquet',
    ])
    expect(written).toEqual({ status: 0, stdout: '', stderr: '' })
    expect((await readFile(at('spans.parquet'))).subarray(0, 4).toString()).toBe('PAR1')
  })
})

describe('trace', () => {
  it('is found by the beginning of its id', async () => {
    const { status, stdout } = await traceloupe(['trace', 'one.duckdb', '5B8E', '--format', 'json'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      trace_id: '5b8efff798038103d269b633813fc60c',
      duration_ns: 1_000_000_002,
      spans: [{ span_id: 'eee19b7ec3c1b174', start_time: '2018-12-13T14:51:00.000000001Z', kind: 'server' }],
      events: [],
      links: [],
      logs: [],
    })
  })

  it('is a tree by default', async () => {
    const { stdout } = await traceloupe(['trace', 'one.duckdb', '5b8efff798038103d269b633813fc60c'])
    expect(stdout).toMatch(/shop.*GET \/.*1\.00 s|1\.00 s.*shop.*GET \//)
  })
})

describe('extract', () => {
  it('answers with one JSON document, and says on stderr what was redacted and what was nowhere', async () => {
    const args = ['extract', 'one.duckdb', '{ kind = server }', '--into', 'part.duckdb', '--json']
    const { status, stdout, stderr } = await traceloupe([...args, '--hash', 'service.name', '--redact', 'user.*'])
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: 'hashed service.name: 1 resource\nnothing to redact: no attribute user.* in these traces\n',
    })
    expect(JSON.parse(stdout)).toMatchObject({
      archive: at('part.duckdb'),
      traces: 1,
      spans: 1,
      redacted: [{ key: 'service.name', action: 'hash', spans: 0, resources: 1 }],
      not_found: ['user.*'],
    })
    const { stdout: names } = await traceloupe(['sql', 'part.duckdb', 'select service_name from spans'])
    expect(names).toMatch(/^service_name\n[0-9a-f]{16}\n$/)
  })

  it('says 130 when interrupted, and leaves nothing', async () => {
    await mkdir(at('part'))
    const changes = watch(at('part'))
    const { status, stdout } = await traceloupe(['extract', 'one.duckdb', '{}', '--into', 'part/new.duckdb'], {
      interruptOn: new Promise((resolve) =>
        changes.on('change', (_, name) => String(name).includes('.importing') && resolve(null)),
      ),
    })
    changes.close()
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' })
    expect(await readdir(at('part'))).toEqual([])
  })
})

it('serve prints its address and ends with 0 when interrupted', async () => {
  const { status, stdout } = await traceloupe(['serve'], { interruptOn: '?token=' })
  expect(status).toBe(0)
  expect(stdout).toMatch(/^Traceloupe is at http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}\n$/)
})

describe.skipIf(!traces)('real exports', () => {
  const formats = [
    'OTLP JSON',
    'OTLP NDJSON',
    'Jaeger JSON (API export)',
    'Jaeger JSON (API export) (1 trace/file)',
    'Jaeger JSON (single trace)',
    'Zipkin JSON (v2/v1)',
  ]
  /** Of another kind than their row says, with the reason. */
  const odd = new Map([['zipkin/history/lens-test.json', 'Zipkin v1']])
  const rows = readFileSync(join(traces ?? '', 'INDEX.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, path = '', , , format = '']) => formats.includes(format) && !odd.has(path))
    .map(([, path = '', , , , , spans]) => ({
      path: join(traces ?? '', path.replace(/ .*/, '')),
      spans: Number(spans),
    }))

  it('give as many records as their index says, none rejected', async () => {
    expect(rows.length).toBeGreaterThan(50)
    const paths = rows.map(({ path }) => path)
    const { status, stdout, stderr } = await traceloupe(['import', ...paths, '--into', 'real.duckdb', '--json'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const { files }: { files: { path: string; records: number; rejected: number }[] } = JSON.parse(stdout)
    // A row names a file, or a folder of many.
    const sum = (path: string, of: 'records' | 'rejected') =>
      files
        .filter((file) => file.path === path || (path.endsWith('/') && file.path.startsWith(path)))
        .reduce((total, file) => total + file[of], 0)
    expect(rows.map(({ path }) => [path, sum(path, 'records'), sum(path, 'rejected')])).toEqual(
      rows.map(({ path, spans }) => [path, spans, 0]),
    )
  })

  it.each([
    ['netflix', 8, 6],
    ['smartthings-oauth-authorization', 175, 172],
    ['ascend', 8, 8],
  ])('merge reports of one span as Zipkin does: %s', async (name, records, spans) => {
    const path = join(traces ?? '', `zipkin/lens-testdata/${name}.json`)
    const { stdout } = await traceloupe(['import', path, '--into', `${name}.duckdb`, '--json'])
    expect(JSON.parse(stdout).files).toMatchObject([{ records, spans, merged: records - spans, rejected: 0 }])
  })
})
describe('search', () => {
  it('answers with the total and rows of traces', async () => {
    const { status, stdout, stderr } = await traceloupe(['search', 'one.duckdb', '{ name = "GET /" }', '--json'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({
      total: 1,
      traces: [
        {
          trace_id: '5b8efff798038103d269b633813fc60c',
          root_service_name: 'shop',
          root_name: 'GET /',
          start_time: '2018-12-13T14:51:00.000000001Z',
          duration_ns: 1_000_000_002,
          span_count: 1,
          error_count: 0,
          service_count: 1,
          max_depth: 0,
          orphan_count: 0,
          matched_spans: 1,
        },
      ],
    })
  })

  it('finds nothing and says so', async () => {
    const { status, stdout } = await traceloupe(['search', 'one.duckdb', '{ name = "nope" }', '--json'])
    expect({ status, answer: JSON.parse(stdout) }).toEqual({ status: 0, answer: { total: 0, traces: [] } })
    expect(await traceloupe(['search', 'one.duckdb', '{ name = "nope" }'])).toMatchObject({
      status: 0,
      stdout: '0 traces\n',
    })
  })

  it('counts all, and shows as many as are asked for', async () => {
    await write(
      'many.jsonl',
      ['a', 'b', 'c'].map((id) => oneSpan(`eee19b7ec3c1b17${id}`).replace(/5b8efff7/, `5b8efff${id}`)).join('\n'),
    )
    await traceloupe(['import', 'many.jsonl', '--into', 'many.duckdb'])
    const { stdout } = await traceloupe(['search', 'many.duckdb', '{ }', '--limit', '2'])
    expect(stdout.split('\n').slice(-2)).toEqual(['3 traces, 2 of them shown', ''])
    const none = await traceloupe(['search', 'many.duckdb', '{ }', '--limit', '0', '--json'])
    expect(JSON.parse(none.stdout)).toEqual({ total: 3, traces: [] })
  })

  it('says what is wrong with a query, and where', async () => {
    const { status, stdout, stderr } = await traceloupe(['search', 'one.duckdb', '{ name = }'])
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/^traceloupe: .*expected.* \(at character 10 of the query\)\n$/)
    const metrics = await traceloupe(['search', 'one.duckdb', '{ } | rate()'])
    expect(metrics).toMatchObject({ status: 1, stderr: expect.stringContaining('rate()') })
  })

  it('is told what it needs', async () => {
    expect(await traceloupe(['search', 'one.duckdb'])).toMatchObject({ status: 2 })
    expect(await traceloupe(['search', 'one.duckdb', '{ }', '--limit', 'all'])).toMatchObject({ status: 2 })
    expect(await traceloupe(['search', 'none.duckdb', '{ }'])).toMatchObject({ status: 1 })
  })
})
