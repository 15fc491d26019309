import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtWorkers } from './builtWorkers'
import { checkIntegrity } from './checkIntegrity'
import { importInto, query } from './importInto'

const traces = process.env['TRACELOUPE_TRACES'] ?? ''

/** Formats of `INDEX.md` that can be opened. */
const FORMATS = [
  'OTLP JSON',
  'OTLP NDJSON',
  'Tempo JSON (batches)',
  'NDJSON flat OTLP spans',
  'Jaeger JSON (API export)',
  'Jaeger JSON (single trace)',
  'Jaeger JSON (API export) (1 trace/file)',
  'Zipkin JSON (v2/v1)',
  'Zipkin JSON single span',
]

/** Records of Zipkin v1 that hold both sides of a call count as two. */
const SPLIT: Record<string, number> = { 'zipkin/v1/span-rpc.json': 1 }

/** Reports that merge: as Zipkin Lens merges them, or because the file says the same twice. */
const MERGED: Record<string, number> = {
  'zipkin/lens-testdata/netflix.json': 2,
  'zipkin/lens-testdata/smartthings-oauth-authorization.json': 3,
  'zipkin/v1-or-old-ui/netflix.2.json': 2,
  'jaeger-ui/utils/fixtures/otlp2jaeger-in.json': 1,
  'jaeger-ui/utils/fixtures/otlp2jaeger-out.json': 1,
  'jaeger/query-fixture/otlp2jaeger-out.json': 1,
}

/** Files and folders of the formats with the number of their records. */
function indexRows(): { path: string; spans: number; outside: number | null }[] {
  return readFileSync(join(traces, 'INDEX.md'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, path = '', , , format = '', , spans = '', , , , oddities = ''] = line
        .split('|')
        .map((cell) => cell.trim())
      // Where ids repeat, whose child a span is differs.
      const outside = oddities.includes('dup span ids')
        ? null
        : Number(/child outside parent (\d+)/.exec(oddities)?.[1] ?? 0)
      return FORMATS.includes(format)
        ? [{ path: path.replace(/ .*/, ''), spans: Number(spans) + (SPLIT[path] ?? 0), outside }]
        : []
    })
}

describe.skipIf(!traces)('real exports', () => {
  const workers = builtWorkers()
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'traceloupe-real-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const rows = traces ? indexRows() : []
  test('are listed', () => expect(rows.length).toBe(70))

  for (const { path, spans, outside } of rows) {
    test(path, async () => {
      const into = join(folder, `${path.replaceAll('/', '_')}.duckdb`)
      const report = await importInto(workers, into, [join(traces, path)])
      const total = (of: 'records' | 'spans' | 'merged' | 'rejected') =>
        report.files.reduce((sum, file) => sum + file[of], 0)
      const merged = MERGED[path] ?? 0
      expect({
        records: total('records'),
        spans: total('spans'),
        merged: total('merged'),
        rejected: total('rejected'),
      }).toEqual({
        records: spans,
        spans: spans - merged,
        merged,
        rejected: 0,
      })
      expect(report.spans).toBe(spans - merged)
      await checkIntegrity(into)
      const flagged = await query(
        into,
        `SELECT count(*)::INTEGER AS spans FROM spans WHERE list_contains(problems, 'outside_parent')`,
      )
      if (outside !== null) expect(flagged).toEqual([{ spans: outside }])
    })
  }
})
