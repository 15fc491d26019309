import type { BenchInputName } from './inputs/benchInputs.ts'
import type { ImportFigures } from './measureImport.ts'
import { median } from './median.ts'

export type FiguresByInput = Partial<Record<BenchInputName, ImportFigures>>

/** What must be reached, and what was. */
export interface Bar {
  what: string
  measured: number
  /** `measured` must be at most `most`, or at least `least`. */
  most?: number
  least?: number
  unit: string
  reached: boolean
}

const TIMES: { input: BenchInputName; mostOfParse: number; leastOfSql: number }[] = [
  { input: 'otlp-3m', mostOfParse: 1, leastOfSql: 2.5 },
  { input: 'otlp-300k', mostOfParse: 1.4, leastOfSql: 4 },
  { input: 'varied-300k', mostOfParse: 1.9, leastOfSql: 3.5 },
  { input: 'jaeger-1m', mostOfParse: 0.75, leastOfSql: 10 },
  { input: 'jaeger-1m-one-trace', mostOfParse: 0.75, leastOfSql: 10 },
]
const PROTOBUF_LEAST = 1.5
const MOST_PEAK_MB = 800
const MOST_GROWTH = 1.15
const MOST_OPENING = 1.5

/** The bars of what was measured; `openingMs` are the times at 300 k and 3 M spans. */
export function importBars(figures: FiguresByInput, openingMs: number[]): Bar[] {
  const bars: Bar[] = []
  const atMost = (what: string, measured: number, most: number, unit: string) =>
    bars.push({ what, measured, most, unit, reached: measured <= most })
  const atLeast = (what: string, measured: number, least: number, unit: string) =>
    bars.push({ what, measured, least, unit, reached: measured >= least })
  for (const { input, mostOfParse, leastOfSql } of TIMES) {
    const of = figures[input]
    if (!of) continue
    atMost(`${input}: time of JSON.parse`, median(of.seconds) / median(of.parseSeconds), mostOfParse, '×')
    atLeast(`${input}: faster than DuckDB's SQL`, median(of.sqlSeconds) / median(of.seconds), leastOfSql, '×')
  }
  const [small, large, larger, protobuf] = (['otlp-300k', 'otlp-3m', 'otlp-6m', 'protobuf-300k'] as const).map(
    (name) => figures[name],
  )
  if (small && protobuf) {
    const ratio = spansPerSecond(protobuf) / spansPerSecond(small)
    atLeast('protobuf-300k: spans per second of otlp-300k', ratio, PROTOBUF_LEAST, '×')
  }
  if (large) atMost('otlp-3m: peak memory', large.peakBytes / 1e6, MOST_PEAK_MB, 'MB')
  if (large && larger) atMost('otlp-6m: peak memory of otlp-3m', larger.peakBytes / large.peakBytes, MOST_GROWTH, '×')
  const [smallMs, largeMs] = openingMs
  if (smallMs !== undefined && largeMs !== undefined)
    atMost('opening a trace: time at 3 M of that at 300 k', largeMs / smallMs, MOST_OPENING, '×')
  return bars
}

export function spansPerSecond({ spans, seconds }: ImportFigures): number {
  return spans / median(seconds)
}
