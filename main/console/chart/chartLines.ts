import { DuckDBTypeId, type DuckDBConnection, type DuckDBType } from '@duckdb/node-api'
import { sql, type Statement } from '../../archive/sql'
import type { ChartMeasure, ChartQuestion } from '../../../preload/contract/sql/held'
import { numberAxis } from '../numberAxis'
import { categoryAxis } from './chartAxis'
import { columnAt } from '../heldColumn'
import type { ChartRows } from './ChartRows'

/** The lines of a chart: one for each series and each column that goes up. */
export interface ChartLines {
  /** What is joined to the rows for `series`. */
  join: Statement
  /** SQL of the place of a row's series in `names`; NULL where it is not drawn. */
  series: string
  names: string[]
  columns: { name: string; /** SQL of a DOUBLE. */ value: string }[]
  /** The aggregate of the values of one place. */
  aggregate: (value: string) => string
}

const MOST_SERIES = 20

export async function chartLines(
  connection: DuckDBConnection,
  held: ChartRows,
  { kind, y, series, measure }: ChartQuestion,
): Promise<ChartLines> {
  const counted = kind === 'histogram' || y.length === 0
  const columns = counted
    ? [{ name: 'count', value: '1::DOUBLE' }]
    : y.map((place) => {
        const { name, heldType } = columnAt(held, place)
        const isPresent = `CASE WHEN c${place} IS NOT NULL THEN 1::DOUBLE END`
        return { name, value: measure === 'count' ? isPresent : chartValue(`c${place}`, heldType) }
      })
  const aggregate = AGGREGATES[counted || measure === 'value' ? 'count' : measure]
  if (series === null) return { join: sql``, series: '0', names: [''], columns, aggregate }
  const axis = await categoryAxis(connection, held.rows, columnAt(held, series).heldType, {
    column: series,
    name: 'series',
    mostCategories: MOST_SERIES,
  })
  return { join: axis.join, series: axis.key, names: axis.categories, columns, aggregate }
}

/** What a line is called: by its series, its column, or both. */
export function lineName({ names, columns }: ChartLines, series: number, column: number): string {
  const called = columns[column]?.name ?? ''
  const name = names[series] ?? ''
  if (name === '') return called
  return columns.length === 1 ? name : `${name} · ${called}`
}

const AGGREGATES: Record<Exclude<ChartMeasure, 'value'>, (value: string) => string> = {
  count: (value) => `count(${value})`,
  sum: (value) => `sum(${value})`,
  mean: (value) => `avg(${value})`,
  median: (value) => `quantile_cont(${value}, 0.5)`,
  p95: (value) => `quantile_cont(${value}, 0.95)`,
  least: (value) => `min(${value})`,
  most: (value) => `max(${value})`,
}

/** Times in milliseconds since the epoch, texts as the numbers that they are; NULL where there is no number. */
function chartValue(column: string, type: DuckDBType): string {
  const line = numberAxis(type)
  if (line?.kind === 'time') return `(${line.place(column)} * ${Number(line.unitNs) / 1e6}::DOUBLE)`
  if (line) return `(${line.place(column)})::DOUBLE`
  if (type.typeId === DuckDBTypeId.BOOLEAN) return `${column}::INTEGER::DOUBLE`
  if (type.typeId !== DuckDBTypeId.VARCHAR) return 'NULL::DOUBLE'
  const read = `TRY_CAST(${column} AS DOUBLE)`
  return `CASE WHEN isfinite(${read}) THEN ${read} END`
}
