import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recogniseFile } from '../../main/import/decodeFile'
import { formats } from '../../main/import/formats/index'
import { HEAD_BYTES, Head } from '../../main/import/Head'
import { decodeTrace } from '../support/decodeTrace'
import { goldenText } from '../support/goldenText'

const folder = process.env['TRACELOUPE_TRACES'] ?? ''

/** What the index calls the formats that are read, and what they are here. */
const READ: Record<string, string> = {
  'OTLP JSON': 'otlp_json',
  'OTLP NDJSON': 'otlp_json',
  'OTLP protobuf': 'otlp_protobuf',
  'Tempo JSON (batches)': 'otlp_json',
  'NDJSON flat OTLP spans': 'otlp_spans_json',
  'Jaeger JSON (API export)': 'jaeger_json',
  'Jaeger JSON (API export) (1 trace/file)': 'jaeger_json',
  'Jaeger JSON (single trace)': 'jaeger_json',
  'Jaeger UI transformed trace (wrapped)': 'jaeger_json',
  'Jaeger model JSON (proto-json)': 'jaeger_proto_json',
  'Jaeger proto-JSON NDJSON': 'jaeger_proto_json',
  'Jaeger ES doc': 'jaeger_elasticsearch',
  'Jaeger ES docs': 'jaeger_elasticsearch',
  'ES bulk NDJSON (Jaeger spans)': 'jaeger_elasticsearch',
  'ES bulk NDJSON (data-prepper spans)': 'opensearch_spans',
  'NDJSON data-prepper spans': 'opensearch_spans',
  'Zipkin JSON (v2/v1)': 'zipkin_json',
  'Zipkin JSON single span': 'zipkin_json',
}

/** Rows whose label says something else than their file: all of it is broken, and Zipkin’s model. */
const MISLABELLED = ['jaeger/anonymizer/trace_invalid_json.json', 'jaeger/zipkin-handler/zipkin_proto_01.json']

/** Records of Zipkin v1 that hold both sides of a call count as two. */
const SPLIT: Record<string, number> = { 'zipkin/v1/span-rpc.json': 1 }

interface Row {
  path: string
  files: string[]
  format: string | null
  spans: number
}

const rows = folder === '' ? [] : indexRows()
const read = rows.filter(({ format }) => format !== null)
/** Rows without a format whose files are read all the same, as other tests show. */
const TOLD_ELSEWHERE = [
  'otlp2parquet/invalid/malformed.json',
  'lquerel-oltp-arrow/trace_1.json',
  'jaeger/anonymizer/trace_invalid_json.json',
  'jaeger/convert-ui/domain_es_01.json',
]
const notRead = rows.filter(({ format, path }) => format === null && !TOLD_ELSEWHERE.includes(path))

describe.skipIf(folder === '')('real traces (TRACELOUPE_TRACES)', () => {
  it('are those of the index', () => {
    expect(rows.length).toBeGreaterThan(100)
    expect(read.length).toBeGreaterThan(50)
  })

  it.each(read)('$path: $spans records', async ({ files, format, spans }) => {
    let records = 0
    let taken = 0
    for (const file of files) {
      const decoded = await decodeTrace(join(folder, file))
      expect(decoded.result.recognised).toEqual({ format })
      expect(decoded.result.rejected).toBe(0)
      records += decoded.result.records
      taken += decoded.spans
    }
    expect({ records, taken }).toEqual({ records: spans, taken: spans })
  })

  it.each(notRead)('$path is not taken for what it is not', async ({ files, path }) => {
    expect(files).toEqual([path])
    expect(await recogniseFile(join(folder, path))).toEqual({ looksLike: expect.stringMatching(/^[A-Za-z].{3,}/) })
  })

  it('are each recognised by one format at most', async () => {
    for (const { files, format } of rows) {
      const [first] = files
      if (first === undefined || first.endsWith('.gz')) continue
      const head = new Head((await readFile(join(folder, first))).subarray(0, HEAD_BYTES))
      const names = formats.filter(({ recognises }) => recognises(head)).map(({ name }) => name)
      if (format !== null) expect([first, names]).toEqual([first, [format]])
      else expect(names.length).toBeLessThanOrEqual(1)
    }
  })

  it('are the same in windows of 1 KB', async () => {
    for (const path of ['derived/otel-tui.first60pct.jsonl', 'derived/hotel_load50-300.jaeger-merged.json']) {
      const whole = await decodeTrace(join(folder, path))
      const pieces = await decodeTrace(join(folder, path), { windowBytes: 1024 })
      expect(pieces.result).toEqual(whole.result)
      expect(goldenText(pieces.batches)).toBe(goldenText(whole.batches))
    }
  })

  it('tell what is invalid, item by item', async () => {
    const malformed = await decodeTrace(join(folder, 'otlp2parquet/invalid/malformed.json'))
    expect(malformed.result).toMatchObject({ recognised: { format: 'otlp_json' }, records: 1, rejected: 1 })
    expect(malformed.result.problems[0]).toMatchObject({ code: 'malformed_json', firstPosition: 18 })
    const kind = await decodeTrace(join(folder, 'otlp2parquet/invalid/trace_invalid_kind.json'))
    expect(kind.result).toMatchObject({
      records: 1,
      rejected: 0,
      problems: [{ code: 'unknown_kind', firstPosition: 24 }],
    })
  })

  it('keep the log records and count the metrics', async () => {
    const logs = await decodeTrace(join(folder, 'otlp2parquet/logs.jsonl'))
    const lines = readFileSync(join(folder, 'otlp2parquet/logs.jsonl'), 'utf8').split('\n')
    expect(logs.logs).toBe(lines.join('').split('"logRecords"').length - 1)
    const mixed = await decodeTrace(join(folder, 'derived/otel-tui.first60pct.jsonl'))
    expect(mixed.logs).toBeGreaterThan(0)
    expect(mixed.result.problems).toMatchObject([{ code: 'metrics_left_out', occurrences: 2127 }])
  })
})

function indexRows(): Row[] {
  return readFileSync(join(folder, 'INDEX.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| [^|]+ \| [^|]+ \| [^|]+ \| [^|]+ \| [\d,]+ \|/.test(line))
    .map((line) => {
      const [, name = '', , , label = '', , spans = '', , , , oddities = ''] = line
        .split('|')
        .map((cell) => cell.trim())
      const path = name.replace(/ \(\d+ files\)$/, '')
      const files = path.endsWith('/') ? readdirSync(join(folder, path)).map((file) => join(path, file)) : [path]
      return {
        path,
        files,
        format: MISLABELLED.includes(path) ? null : formatOf(label, oddities),
        spans: Number(spans) + (SPLIT[path] ?? 0),
      }
    })
}

function formatOf(label: string, oddities: string): string | null {
  return oddities.includes('zipkin v1') ? 'zipkin_v1_json' : (READ[label] ?? null)
}
