import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtWorkers } from './builtWorkers'
import { checkIntegrity } from './checkIntegrity'
import { importInto, query } from './importInto'

const traces = process.env['TRACELOUPE_TRACES'] ?? ''

/** Formats of `INDEX.md` that can be opened. */
const FORMATS = ['OTLP JSON', 'OTLP NDJSON', 'Jaeger JSON (API export)', 'Jaeger JSON (single trace)', 'Jaeger JSON (API export) (1 trace/file)', 'Zipkin JSON (v2/v1)']

/** Rows whose files are of another kind than their format says, with the reason. */
const ODD: Record<string, string> = {
  'zipkin/history/lens-test.json': 'Zipkin v1',
}

/** Reports that merge: as Zipkin Lens merges them, or because the file says the same twice. */
const MERGED: Record<string, number> = {
  'zipkin/lens-testdata/netflix.json': 2,
  'zipkin/lens-testdata/smartthings-oauth-authorization.json': 3,
}

describe.skipIf(!traces)('real exports', () => {
  const workers = builtWorkers()
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'traceloupe-real-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('every file has as many records as it should, and nothing in its archive contradicts itself', async () => {
    const rows = await indexRows()
    expect(rows.length).toBeGreaterThan(50)
    for (const { path, spans } of rows) {
      if (ODD[path]) continue
      const into = join(folder, `${path.replaceAll('/', '_')}.duckdb`)
      const report = await importInto(workers, into, [join(traces, path)])
      const total = (of: 'records' | 'spans' | 'merged' | 'rejected') => report.files.reduce((sum, file) => sum + file[of], 0)
      console.log(path, spans, total('records'), total('spans'), total('merged'), total('rejected'), report.problems.map(p=>p.code).join())
      await checkIntegrity(into)
    }
  })
})

/** Files and folders of the formats with the number of their spans. */
async function indexRows(): Promise<{ path: string; spans: number }[]> {
  const index = await readFile(join(traces, 'INDEX.md'), 'utf8')
  return index.split('\n').flatMap((line) => {
    const [, path = '', , , format = '', , spans = ''] = line.split('|').map((cell) => cell.trim())
    if (!FORMATS.some((each) => format === each)) return []
    return [{ path: path.replace(/ .*/, ''), spans: Number(spans) }]
  })
}
void query
