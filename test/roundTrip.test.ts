import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { traceCommand } from '../main/commands/trace'
import { exportTrace } from '../main/export/exportTrace'
import { writeSample } from '../main/sample/writeSample'
import { builtWorkers } from './import/builtWorkers'
import { importInto, query } from './import/importInto'
import { awkwardTraces } from './support/awkwardTraces'
import { afterExport, beyond, compared, type ExportFormat } from './support/cannotHold'
import { never } from './support/never'
import { parseCsv } from './support/parseCsv'
import { readReports, type SpanReport } from './support/spanReports'

const fixtures = join(import.meta.dirname, 'fixtures')
const real = process.env['TRACELOUPE_TRACES'] ?? ''
const FORMATS: ExportFormat[] = ['otlp', 'jaeger', 'zipkin']
/** Exported of each archive: those of the most spans. */
const MOST_TRACES = 12

const ARCHIVES: [name: string, files: (folder: string) => Promise<string[]>][] = [
  ['traces of all that is awkward', (folder) => written(folder, awkwardTraces())],
  [
    'a Zipkin export',
    async () => ['nested.json', 'lines.jsonl', 'v1.json'].map((name) => join(fixtures, 'zipkin', name)),
  ],
  ['a Jaeger export', async () => [join(fixtures, 'jaeger/processesLast.json')]],
  ['an OTLP export', async () => [join(fixtures, 'otlp/everyField.json')]],
  ['a trace of thousands of spans', (folder) => written(folder, manySpans(5_000))],
  [
    'the sample',
    async (folder) => {
      await writeSample(join(folder, 'sample.jsonl'))
      return [join(folder, 'sample.jsonl')]
    },
  ],
]
const REAL_ARCHIVES = [
  'zipkin/lens-testdata/ascend.json',
  'zipkin/lens-testdata/netflix.json',
  'zipkin/lens-testdata/smartthings-oauth-authorization.json',
  'zipkin/v1/span-rpc.json',
  'tempo/servicegraphs/trace-with-queue-database.json',
  'traceweaver/hotel_load50',
  'derived/otel-tui.first60pct.jsonl',
]

const workers = builtWorkers()
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traceloupe-round-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe.each(ARCHIVES)('%s, exported and imported again', (_, files) => {
  roundTrips(async (target) => files(target))
})

describe.skipIf(!real).each(REAL_ARCHIVES)('%s, exported and imported again', (path) => {
  roundTrips(async () => [join(real, path)])
})

test('what repeats an id is for Zipkin a part of the same span, if it is of the same side and service', async () => {
  const spans = ['first', 'second'].map((name) => ({ traceId: 'c'.repeat(32), spanId: 'ab', name }))
  const { archive, target } = await archiveOfSpans(spans)
  const again = await throughExport(archive, ['c'.repeat(32)], 'zipkin', target)
  const names = 'SELECT span_id, name FROM spans ORDER BY span_id'
  expect(await query(archive, names)).toEqual([
    { span_id: '00000000000000ab', name: 'first' },
    { span_id: '00000000000000ab/2', name: 'second' },
  ])
  expect(await query(again, names)).toEqual([{ span_id: '00000000000000ab', name: 'first' }])
})

test('what a root follows from is for Jaeger its parent, if it is of the same trace', async () => {
  const traceId = 'd'.repeat(32)
  const [cause, root] = ['00000000000000aa', '00000000000000ab']
  const spans = [
    { traceId, spanId: cause },
    { traceId, spanId: root, links: [{ traceId, spanId: cause }] },
  ]
  const { archive, target } = await archiveOfSpans(spans)
  const again = await throughExport(archive, [traceId], 'jaeger', target)
  const parents = 'SELECT span_id, parent_span_id FROM spans ORDER BY span_id'
  expect(await query(archive, parents)).toEqual([
    { span_id: cause, parent_span_id: null },
    { span_id: root, parent_span_id: null },
  ])
  expect(await query(again, parents)).toEqual([
    { span_id: cause, parent_span_id: null },
    { span_id: root, parent_span_id: cause },
  ])
})

function roundTrips(files: (target: string) => Promise<string[]>): void {
  let target = ''
  let archive = ''
  let traceIds: string[] = []
  let reports: SpanReport[] = []
  const exports: Partial<Record<ExportFormat, Promise<string>>> = {}
  const exported = (format: ExportFormat) => (exports[format] ??= throughExport(archive, traceIds, format, target))
  beforeAll(async () => {
    target = await mkdtemp(join(folder, 'archive-'))
    archive = join(target, 'first.duckdb')
    await importInto(workers, archive, await files(target))
    const traces = await query(
      archive,
      `SELECT trace_id FROM traces WHERE trace_id <> '' ORDER BY span_count DESC, trace_id LIMIT ${MOST_TRACES}`,
    )
    traceIds = traces.map((trace) => String(trace['trace_id']))
    reports = await readReports(archive, traceIds)
  })

  test.each(FORMATS)('as %s', async (format) => {
    const changed = beyond(format, reports)
    const whole = ({ traceId }: SpanReport) => !changed.has(traceId)
    const again = await readReports(await exported(format))
    const expected = reports.filter(whole).map((span) => compared(format, afterExport(format, span)))
    expect(expected.length).toBeGreaterThan(0)
    expect(byId(again.filter(whole).map((span) => compared(format, span)))).toEqual(byId(expected))
  })

  test('as csv, every column of every span', async () => {
    for (const traceId of traceIds) {
      const file = join(target, 'trace.csv')
      const told: number[] = []
      const progress = ({ spanCount }: { spanCount: number }) => void told.push(spanCount)
      expect(await exportTrace({ archive, file, traceId, format: 'csv' }, { signal: never, progress })).toBeNull()
      const [names = [], ...records] = parseCsv(await readFile(file, 'utf8'))
      const spans = await query(archive, `${SPANS_AS_TEXT} WHERE trace_id = '${traceId}'`)
      expect(names).toEqual(Object.keys(spans[0] ?? {}))
      expect(told[0]).toBe(Math.min(spans.length, 4_096))
      const read = records.map((record) =>
        Object.fromEntries(names.map((name, at) => [name, cellOf(name, record[at])])),
      )
      const byKey = (rows: Record<string, unknown>[]) => new Map(rows.map((row) => [row['span_id'], row]))
      expect(byKey(read)).toEqual(byKey(spans.map(withMaps)))
      expect(parentsFirst(read)).toBe(true)
      expect((await readdir(target)).filter((name) => name.endsWith('.part'))).toEqual([])
    }
  })

  test('as otlp, with its log records', async () => {
    const again = await exported('otlp')
    const ids = traceIds.map((id) => `'${id}'`).join()
    const logs = `SELECT * FROM logs WHERE trace_id IN (${ids}) ORDER BY ALL`
    expect(await query(again, logs)).toEqual(await query(archive, logs))
  })
}

/** Exports traces, each to a file, and imports the files into another archive, of which the path is returned. */
async function throughExport(
  archive: string,
  traceIds: string[],
  format: ExportFormat,
  target: string,
): Promise<string> {
  const exports = await mkdtemp(join(target, `${format}-`))
  for (const [index, traceId] of traceIds.entries()) {
    const output = join(exports, `${index}.json`)
    await traceCommand({ archive, traceId, format, output, signal: never })
  }
  const again = `${exports}.duckdb`
  const { files, problems } = await importInto(workers, again, [exports])
  expect(files.map((file) => file.format)).toEqual(traceIds.map(() => `${format}_json`))
  expect(problems).toEqual([])
  return again
}

/** The spans as they are to be found in CSV, but for the maps. */
const SPANS_AS_TEXT = `SELECT COLUMNS(*)::VARCHAR FROM (SELECT * REPLACE (
  epoch_ns(start_time) AS start_time, epoch_ns(end_time) AS end_time, to_json(problems) AS problems,
  map_entries(attributes)::JSON AS attributes, map_entries(resource_attributes)::JSON AS resource_attributes,
  map_entries(scope_attributes)::JSON AS scope_attributes) FROM spans)`

const MAPS = ['attributes', 'resource_attributes', 'scope_attributes']

function withMaps(row: Record<string, unknown>): Record<string, unknown> {
  const read = (text: string) =>
    Object.fromEntries(JSON.parse(text).map(({ key, value }: { key: string; value: unknown }) => [key, value]))
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      MAPS.includes(name) && value !== null ? read(String(value)) : value,
    ]),
  )
}

/** A field of CSV as the archive has it. */
function cellOf(name: string | null, field: string | null = null): unknown {
  if (field === null) return null
  if (MAPS.includes(name ?? '')) return JSON.parse(field)
  if (name === 'start_time' || name === 'end_time') return nanosecondsOf(field)
  return field.replace(/^'(?=[=+\-@\t\r])/, '')
}

function nanosecondsOf(time: string): string {
  const [, seconds = '', digits = ''] = /^(.*)\.(\d{9})Z$/.exec(time) ?? []
  return String(BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(digits))
}

function parentsFirst(rows: Record<string, unknown>[]): boolean {
  const depths = rows.map(({ depth }) => Number(depth))
  return depths.every((depth, place) => depth <= (depths[place - 1] ?? -1) + 1)
}

function byId(spans: SpanReport[]): Record<string, SpanReport> {
  return Object.fromEntries(spans.map((span) => [`${span.traceId} ${span.spanId}`, span]))
}

async function written(target: string, text: string): Promise<string[]> {
  await mkdir(target, { recursive: true })
  const path = join(target, 'export')
  await writeFile(path, text)
  return [path]
}

/** One trace, JSON lines of two services in turn. */
function manySpans(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const span = {
      traceId: 'e'.repeat(32),
      spanId: (index + 1).toString(16),
      ...(index > 0 && { parentSpanId: ((index >> 1) + 1).toString(16) }),
      name: `span ${index}`,
      startTimeUnixNano: String(1_700_000_000_000_000_000n + BigInt(index) * 1_000n),
      endTimeUnixNano: String(1_700_000_001_000_000_000n),
    }
    const service = { key: 'service.name', value: { stringValue: index % 2 === 0 ? 'even' : 'odd' } }
    return JSON.stringify({ resourceSpans: [{ resource: { attributes: [service] }, scopeSpans: [{ spans: [span] }] }] })
  })
  return lines.join('\n')
}

async function archiveOfSpans(spans: object[]): Promise<{ archive: string; target: string }> {
  const target = await mkdtemp(join(folder, 'spans-'))
  const archive = join(target, 'first.duckdb')
  const document = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] })
  await importInto(workers, archive, await written(target, document))
  return { archive, target }
}
