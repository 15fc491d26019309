import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import { sql, Statement } from '../../archive/sql'
import { binning } from '../binning'
import { columnText } from '../columnText'
import { numberAxis } from '../numberAxis'
import { columnAt } from '../heldColumn'
import type { ChartRows } from './ChartRows'

/** Where rows stand along one side of a chart. */
export interface ChartAxis {
  kind: 'time' | 'number' | 'category'
  categories: string[]
  /** In milliseconds where the axis is of time; null where it is not binned. */
  binWidth: number | null
  /** What is joined to the rows for the SQL below. */
  join: Statement
  /** SQL of what rows that stand together have in common; NULL where a row is not drawn. */
  key: string
  /** Where a key is drawn. */
  at(key: DuckDBValue): number
  /** SQL of where a row stands by itself, and where that is drawn. */
  place: string
  placedAt(place: DuckDBValue): number
}

export interface AxisQuestion {
  column: number
  /** Tells the axis from others of the same statement. */
  name: string
  mostCategories: number
  /** Null where each value stands by itself. */
  mostBins: number | null
  /** Binned also where there are few values. */
  isBinned: boolean
}

export async function chartAxis(
  connection: DuckDBConnection,
  held: ChartRows,
  asked: AxisQuestion,
): Promise<ChartAxis> {
  const { heldType } = columnAt(held, asked.column)
  const line = numberAxis(heldType)
  if (!line) return categoryAxis(connection, held.rows, heldType, asked)
  const place = line.place(`c${asked.column}`)
  const unit = line.kind === 'time' ? Number(line.unitNs) / 1e6 : 1
  const placedAt = (value: DuckDBValue) => Number(value) * unit
  const plain = { kind: line.kind, categories: [], join: sql``, place, placedAt }
  const single = { ...plain, binWidth: null, key: place, at: placedAt }
  if (asked.mostBins === null) return single
  const ends = await connection.runAndReadAll(
    `SELECT min(${place}), max(${place}), approx_count_distinct(${place}) FROM ${held.rows}`,
  )
  const bins = binning(line, ends.value(0, 0), ends.value(1, 0), asked.mostBins)
  // The estimate may be off by some percent.
  const hasFew = Number(ends.value(2, 0)) <= 0.8 * asked.mostBins
  if (!bins || (hasFew && !asked.isBinned)) return single
  const at = (bin: DuckDBValue) => Number(bins.edge(Number(bin))) * unit
  return { ...plain, binWidth: bins.width * unit, key: bins.index(place), at }
}

/** The commonest values, in the order in which the rows first have them. */
export async function categoryAxis(
  connection: DuckDBConnection,
  rows: string,
  type: DuckDBType,
  { column, name, mostCategories }: Pick<AxisQuestion, 'column' | 'name' | 'mostCategories'>,
): Promise<ChartAxis> {
  const text = columnText(`c${column}`, type)
  const found = await connection.runAndReadAll(`
    SELECT value FROM (
      SELECT ${text} AS value, count(*) AS occurrences, min(row) AS first FROM ${rows}
      GROUP BY value HAVING value IS NOT NULL ORDER BY occurrences DESC, first LIMIT ${mostCategories}
    ) ORDER BY first`)
  const categories = found.getRows().map(([value]) => String(value))
  const list = sql`(SELECT from_json(${JSON.stringify(categories)}::JSON, '["VARCHAR"]') AS list)`
  const on = new Statement([`) AS ${name} ON ${name}.value = ${text}`], [])
  const join = sql`LEFT JOIN (SELECT unnest(list) AS value, unnest(range(len(list))) AS place FROM ${list}${on}`
  const place = `${name}.place`
  return { kind: 'category', categories, binWidth: null, join, key: place, at: Number, place, placedAt: Number }
}
