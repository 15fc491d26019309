import type { DuckDBConnection } from '@duckdb/node-api'
import { sql } from '../../archive/sql'
import type { ChartAxis } from './chartAxis'
import type { ChartLines } from './chartLines'
import type { ChartRows } from './ChartRows'
import { LinePoints } from './LinePoints'
import { placedRows, text } from './placedRows'

export interface Drawing {
  connection: DuckDBConnection
  held: ChartRows
  axis: ChartAxis
  lines: ChartLines
}

/** One point for each place of each line: what its rows come to. */
export function drawGroups(drawing: Drawing): Promise<LinePoints> {
  const { lines } = drawing
  const values = lines.columns.map((_, index) => lines.aggregate(`y${index}`)).join(', ')
  return draw(drawing, `SELECT s, x, count(*), ${values}`, 'GROUP BY s, x ORDER BY s, x')
}

/** One point for each row. */
export function drawRows(drawing: Drawing): Promise<LinePoints> {
  const values = drawing.lines.columns.map((_, index) => `y${index}`).join(', ')
  return draw(drawing, `SELECT s, x, 1, ${values}`, 'ORDER BY s, x, row')
}

async function draw({ connection, held, axis, lines }: Drawing, select: string, tail: string): Promise<LinePoints> {
  const points = new LinePoints(lines)
  const statement = sql`${text(select)} FROM ${placedRows(held, axis, lines)} ${text(tail)}`
  const reader = await connection.runAndReadAll(statement.text, statement.values)
  for (const [series, key = null, count, ...values] of reader.getRows()) {
    points.rowCount += Number(count)
    values.forEach((value, column) => points.add(Number(series), column, axis.at(key), value))
  }
  return points
}
