import { z } from 'zod'
import type { SqlColumn, SqlValue } from './sql'

/** Which of the rows of a held result are shown, by the values of one column (its place). */
export const resultFilter = z.discriminatedUnion('test', [
  z.object({ column: z.number().int().nonnegative(), test: z.enum(['null', 'notNull']) }),
  z.object({
    column: z.number().int().nonnegative(),
    /** `contains` takes the cell as text, without regard to case. The others compare in the column's own type. */
    test: z.enum(['equals', 'differs', 'atLeast', 'atMost', 'contains']),
    /** As a cell shows it: what can be cast to the column's type. */
    value: z.string().max(100_000),
  }),
])
export type ResultFilter = z.infer<typeof resultFilter>

/** How the rows of a held result are shown: all filters hold; the first order counts most, and what ties stays as it was. */
export const arrangement = z.object({
  order: z.array(z.object({ column: z.number().int().nonnegative(), descending: z.boolean() })).max(20),
  filters: z.array(resultFilter).max(100),
})
export type Arrangement = z.infer<typeof arrangement>

/** An arrangement that is held; rows are read by it until the next one of the same result. */
export interface ArrangedResult {
  arrangementId: number
  rowCount: number
}

/** What a column of a held result holds, over all rows of the arrangement. */
export interface ColumnProfile {
  rowCount: number
  nullCount: number
  /** Counted, or estimated where `distinctIsEstimated`. Null where values of the type cannot be counted. */
  distinctCount: number | null
  distinctIsEstimated: boolean
  /** As cells show them; null where nothing is there, or the type has no order. */
  least: SqlValue
  most: SqlValue
  /** Of numbers alone. */
  mean: number | null
  /** 0.05, 0.25, 0.5, 0.75, 0.95 of values that have an order; otherwise empty. */
  quantiles: { at: number; value: SqlValue }[]
  /** The commonest values, at most 20, where any occurs more than once. */
  commonest: { value: SqlValue; count: number }[]
  /** Numbers and times in at most 60 bins of one width; else empty. Edges are as cells show them. */
  bins: { from: SqlValue; to: SqlValue; count: number }[]
}

const CHART_KINDS = ['line', 'bar', 'area', 'scatter', 'histogram', 'heatmap'] as const
export type ChartKind = (typeof CHART_KINDS)[number]
export const CHART_MEASURES = ['value', 'count', 'sum', 'mean', 'median', 'p95', 'least', 'most'] as const
export type ChartMeasure = (typeof CHART_MEASURES)[number]

/** What is drawn of a held result. Columns are places. */
export const chartQuestion = z.object({
  kind: z.enum(CHART_KINDS),
  /** Across. */
  x: z.number().int().nonnegative(),
  /** Up: of line, area, bar and scatter several; of a heatmap the one that is up; of a histogram none. */
  y: z.array(z.number().int().nonnegative()).max(20),
  /** One series for each value of this column; at most 20, the rest is counted. */
  series: z.number().int().nonnegative().nullable(),
  /** What rows of the same place come to; `value` draws the rows as they are. */
  measure: z.enum(CHART_MEASURES),
  /** Numbers and times are put into at most so many bins where there are more values. */
  bins: z.number().int().min(2).max(2_000),
})
export type ChartQuestion = z.infer<typeof chartQuestion>

/** At most a few thousand points. */
export interface ChartAnswer {
  /** `time`: milliseconds since the epoch with fractions; `number`; or `category`: places in `categories`. */
  xKind: 'time' | 'number' | 'category'
  categories: string[]
  /** Width of a bin of x in its unit; null where x is not binned. */
  binWidth: number | null
  series: { name: string; x: Float64Array; y: Float64Array }[]
  /** Of a heatmap: the rows up, as `x` is across, and the count of each cell that is not empty. */
  heat: {
    yKind: 'time' | 'number' | 'category'
    yCategories: string[]
    yBinWidth: number | null
    y: Float64Array
  } | null
  /** Rows that are not drawn, as they have no value, or no place among what is shown. */
  leftOut: number
  rowCount: number
}

/** One operator of a plan, and what feeds it. */
export interface PlanNode {
  /** DuckDB's name, such as `HASH_GROUP_BY`. */
  name: string
  /** What it works on, as DuckDB says it: `Filters`, `Projections`, … */
  details: { label: string; text: string }[]
  estimatedRows: number | null
  /** Of a statement that was run; null otherwise. */
  rows: number | null
  /** Time spent in this operator alone, over all threads, in milliseconds. */
  elapsedMs: number | null
  children: PlanNode[]
}

export interface ExplainedStatement {
  plan: PlanNode
  /** Of a statement that was run: wall time in milliseconds, and the rows it answered. */
  elapsedMs: number | null
  rowCount: number | null
}

/** What a result can be written as. */
export const RESULT_FORMATS = ['csv', 'json', 'ndjson', 'parquet'] as const
export type ResultFormat = (typeof RESULT_FORMATS)[number]

/** The first rows of a statement that is still running, in the order that they will have. */
export interface EarlyRows {
  columns: SqlColumn[]
  rows: SqlValue[][]
}
