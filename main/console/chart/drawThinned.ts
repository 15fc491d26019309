import { sql, type Statement } from '../../archive/sql'
import type { Drawing } from './drawGroups'
import { LinePoints } from './LinePoints'
import { placedRows, text } from './placedRows'

/** Of the rows of each bin across, the one with the least value and the one with the greatest: peaks stay. */
export function drawEnds(drawing: Drawing): Promise<LinePoints> {
  return drawThinned(drawing, (y, placed) => {
    const ends = `unnest([arg_min(place, ${y}), arg_max(place, ${y})]) AS place, unnest([min(${y}), max(${y})]) AS value`
    return Promise.resolve(sql`SELECT s, ${text(ends)} FROM ${placed} WHERE ${text(y)} IS NOT NULL GROUP BY s, x`)
  })
}

/** Of the rows of each cell, by bins across and as many up, the first: what stands apart stays. */
export function drawCells(drawing: Drawing, binsUp: number): Promise<LinePoints> {
  return drawThinned(drawing, async (y, placed) => {
    const range = sql`SELECT min(${text(y)}), max(${text(y)}) FROM ${placed}`
    const ends = await drawing.connection.runAndReadAll(range.text, range.values)
    const least = Number(ends.value(0, 0))
    const height = (Number(ends.value(1, 0)) - least) / binsUp || 1
    const cell = sql`least(floor((${text(y)} - ${least}::DOUBLE) / ${height}::DOUBLE), ${binsUp - 1}::DOUBLE)`
    const first = text(`arg_min(place, row) AS place, arg_min(${y}, row) AS value`)
    return sql`SELECT s, ${first} FROM ${placed} WHERE ${text(y)} IS NOT NULL GROUP BY s, x, ${cell}`
  })
}

async function drawThinned(
  { connection, held, axis, lines }: Drawing,
  thinned: (y: string, placed: Statement) => Promise<Statement>,
): Promise<LinePoints> {
  const points = new LinePoints(lines)
  const placed = placedRows(held, axis, lines)
  const counting = sql`SELECT count(*) FROM ${placed}`
  points.rowCount = Number((await connection.runAndReadAll(counting.text, counting.values)).value(0, 0))
  for (const column of lines.columns.keys()) {
    const few = await thinned(`y${column}`, placed)
    const statement = sql`SELECT DISTINCT s, place, value FROM (${few}) ORDER BY s, place, value`
    const reader = await connection.runAndReadAll(statement.text, statement.values)
    for (const [series, place = null, value] of reader.getRows()) {
      points.add(Number(series), column, axis.placedAt(place), value)
    }
  }
  return points
}
