import type { DuckDBConnection, DuckDBType } from '@duckdb/node-api'
import type { ColumnProfile } from '../../preload/contract/sql/held'
import type { SqlValue } from '../../preload/contract/sql/sql'
import { binning } from './binning'
import { columnText, isNested } from './columnText'
import { numberAxis, type NumberAxis } from './numberAxis'
import { cutCells, rowsOf } from './readRows'

export interface ColumnToProfile {
  /** A relation with the columns `row` and `column`. */
  rows: string
  column: string
  type: DuckDBType
  rowCount: number
}

/** From so many rows on, what is distinct is estimated, and the commonest values are looked for in one pass. */
const COUNTED_ROWS = 1_000_000
/** Of more distinct values than this, the commonest are those of a sample of about a million rows, counted in all. */
const SAMPLED_VALUES = 100_000
const MOST_BINS = 60
const MOST_COMMON = 20
const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95]

/** What a column holds. What is nested is counted by its text. */
export async function profileColumn(connection: DuckDBConnection, asked: ColumnToProfile): Promise<ColumnProfile> {
  const { rows, type, rowCount } = asked
  const axis = numberAxis(type)
  const nested = isNested(type)
  const value = nested ? columnText(asked.column, type) : asked.column
  const estimated = rowCount > COUNTED_ROWS
  const distinct = estimated ? `approx_count_distinct(${asked.column})` : `count(DISTINCT ${value})`
  const [summary] = await read(
    connection,
    `SELECT count(${asked.column}), ${distinct}, ${nested ? 'NULL, NULL' : `min(${value}), max(${value})`},
      ${axis?.kind === 'number' ? `avg(${asked.column}::DOUBLE)` : 'NULL'},
      ${axis ? `quantile_disc(${value}, [${QUANTILES.join(', ')}])` : 'NULL'}
    FROM ${rows}`,
  )
  const [present = 0, distinctCount = 0, least = null, most = null, mean = null, quantiles = null] = summary ?? []
  return {
    rowCount,
    nullCount: rowCount - Number(present),
    distinctCount: Math.min(Number(distinctCount), Number(present)),
    distinctIsEstimated: estimated,
    least,
    most,
    mean: typeof mean === 'number' ? mean : null,
    quantiles: Array.isArray(quantiles) ? quantiles.map((at, index) => ({ at: QUANTILES[index] ?? 0, value: at })) : [],
    commonest: await commonestValues(connection, asked, { value, isSampled: Number(distinctCount) > SAMPLED_VALUES }),
    bins: axis ? await binsOf(connection, asked, axis) : [],
  }
}

async function commonestValues(
  connection: DuckDBConnection,
  { rows, column, rowCount }: ColumnToProfile,
  { value, isSampled }: { value: string; isSampled: boolean },
): Promise<ColumnProfile['commonest']> {
  const stride = isSampled ? Math.floor(rowCount / COUNTED_ROWS) : 1
  const counted = (condition: string, most: number) => `
    SELECT ${value} AS value, count(*) AS occurrences FROM ${rows} WHERE ${column} IS NOT NULL AND ${condition}
    GROUP BY ALL HAVING count(*) > 1 ORDER BY occurrences DESC, min(row) LIMIT ${most}`
  const candidates = `SELECT value FROM (${counted(`hash(row) % ${stride} = 0`, 10 * MOST_COMMON)})`
  const found = await read(connection, counted(stride > 1 ? `${value} IN (${candidates})` : 'true', MOST_COMMON))
  return found.map(([common = null, count]) => ({ value: common, count: Number(count) }))
}

async function binsOf(
  connection: DuckDBConnection,
  { rows, column }: ColumnToProfile,
  axis: NumberAxis,
): Promise<ColumnProfile['bins']> {
  const place = axis.place(column)
  const ends = await connection.runAndReadAll(`SELECT min(${place}), max(${place}) FROM ${rows}`)
  const bins = binning(axis, ends.value(0, 0), ends.value(1, 0), MOST_BINS)
  if (!bins) return []
  const counted = await connection.runAndReadAll(
    `SELECT ${bins.index(place)} AS bin, count(*) FROM ${rows} WHERE ${place} IS NOT NULL GROUP BY bin`,
  )
  const counts = new Map(counted.getRows().map(([bin, count]) => [Number(bin), Number(count)]))
  return Array.from({ length: bins.count }, (_, bin) => ({
    from: axis.shown(bins.edge(bin)),
    to: axis.shown(bins.edge(bin + 1)),
    count: counts.get(bin) ?? 0,
  }))
}

async function read(connection: DuckDBConnection, statement: string): Promise<SqlValue[][]> {
  return cutCells(rowsOf(await connection.run(statement)))
}
