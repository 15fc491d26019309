import type { DuckDBConnection } from '@duckdb/node-api'
import { Failed } from '../../../preload/contract/failure'
import type { ChartAnswer, ChartQuestion } from '../../../preload/contract/sql/held'
import { sql } from '../../archive/sql'
import { chartAxis } from './chartAxis'
import type { ChartRows } from './ChartRows'
import { placedRows } from './placedRows'

/** As many cells as can be told apart. */
const MOST_ACROSS = 100
const MOST_UP = 50

/** How many rows there are in each cell that has any. */
export async function drawHeat(
  connection: DuckDBConnection,
  held: ChartRows,
  { x, y, bins }: ChartQuestion,
): Promise<ChartAnswer> {
  const [column] = y
  if (column === undefined)
    throw new Failed({ code: 'sql_failed', message: 'A heatmap needs a column up.', position: null })
  const across = Math.min(bins, MOST_ACROSS)
  const up = Math.min(bins, MOST_UP)
  const axis = (of: number, name: string, most: number) =>
    chartAxis(connection, held, { column: of, name, mostCategories: most, mostBins: most, isBinned: false })
  const acrossAxis = await axis(x, 'across', across)
  const upAxis = await axis(column, 'up', up)
  const lines = { join: sql``, series: '0', names: [''], columns: [{ name: '', value: '1' }], aggregate: String }
  const placed = placedRows(held, acrossAxis, lines, upAxis)
  const statement = sql`SELECT x, up, count(*) FROM ${placed} GROUP BY x, up ORDER BY x, up`
  const cells = (await connection.runAndReadAll(statement.text, statement.values)).getRows()
  const counts = cells.map(([, , count]) => Number(count))
  return {
    xKind: acrossAxis.kind,
    categories: acrossAxis.categories,
    binWidth: acrossAxis.binWidth,
    series: [
      {
        name: 'count',
        x: Float64Array.from(cells, ([key = null]) => acrossAxis.at(key)),
        y: Float64Array.from(counts),
      },
    ],
    heat: {
      yKind: upAxis.kind,
      yCategories: upAxis.categories,
      yBinWidth: upAxis.binWidth,
      y: Float64Array.from(cells, ([, key = null]) => upAxis.at(key)),
    },
    leftOut: held.rowCount - counts.reduce((sum, count) => sum + count, 0),
    rowCount: held.rowCount,
  }
}
