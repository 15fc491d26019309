import type { InputFile } from './makeInputs.ts'
import { writeJaegerDocument } from './writeJaegerDocument.ts'
import { writeOtlpLines } from './writeOtlpLines.ts'
import { writeOtlpProtobuf } from './writeOtlpProtobuf.ts'
import { writeVariedLines } from './writeVariedLines.ts'

/** An export that is made and imported. */
export interface BenchInput extends InputFile {
  /** What else reads it: a script that parses it, and the dialect of the import in SQL. */
  parse?: string
  sql?: 'otlp' | 'jaeger'
}

const otlp = { bytesPerSpan: 895, write: writeOtlpLines, parse: 'parseLines.ts' }
const jaeger = { bytesPerSpan: 600, parse: 'parseJaegerSpans.ts', sql: 'jaeger' as const }

/** The names that `--only` takes. */
export const BENCH_INPUTS = [
  'otlp-300k',
  'varied-300k',
  'protobuf-300k',
  'jaeger-1m',
  'jaeger-1m-one-trace',
  'otlp-3m',
  'otlp-6m',
] as const

export type BenchInputName = (typeof BENCH_INPUTS)[number]

export const benchInputs: Record<BenchInputName, BenchInput> = {
  'otlp-300k': { ...otlp, title: 'OTLP JSON lines, 300 k spans', file: 'otlp-300k.jsonl', spans: 300_000, sql: 'otlp' },
  'varied-300k': {
    title: 'varied OTLP, 300 k spans',
    file: 'varied-300k.jsonl',
    spans: 300_000,
    bytesPerSpan: 1_000,
    write: writeVariedLines,
    parse: 'parseLines.ts',
    sql: 'otlp',
  },
  'protobuf-300k': {
    title: 'OTLP protobuf, 300 k spans',
    file: 'otlp-300k.pb',
    spans: 300_000,
    bytesPerSpan: 420,
    write: writeOtlpProtobuf,
  },
  'jaeger-1m': {
    ...jaeger,
    title: 'Jaeger document, 1 M spans',
    file: 'jaeger-1m.json',
    spans: 1_000_000,
    write: writeJaegerDocument,
  },
  'jaeger-1m-one-trace': {
    ...jaeger,
    title: 'Jaeger document, one trace of 1 M',
    file: 'jaeger-1m-one-trace.json',
    spans: 1_000_000,
    write: (path, spanCount) => writeJaegerDocument(path, spanCount, true),
  },
  'otlp-3m': { ...otlp, title: 'OTLP JSON lines, 3 M spans', file: 'otlp-3m.jsonl', spans: 3_000_000, sql: 'otlp' },
  // Its bar is about memory: the SQL would only take long.
  'otlp-6m': { ...otlp, title: 'OTLP JSON lines, 6 M spans', file: 'otlp-6m.jsonl', spans: 6_000_000 },
}
