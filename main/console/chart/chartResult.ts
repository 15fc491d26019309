import type { DuckDBConnection } from '@duckdb/node-api'
import type { ChartAnswer, ChartQuestion } from '../../../preload/contract/sql/held'
import { chartAxis } from './chartAxis'
import { chartLines } from './chartLines'
import type { ChartRows } from './ChartRows'
import { drawGroups, drawRows } from './drawGroups'
import { drawHeat } from './drawHeat'
import { drawCells, drawEnds } from './drawThinned'

/** About as many points as a chart can show. */
const MOST_POINTS = 5_000
/** However many lines there are, each has so many points at least. */
const FEWEST_POINTS = 10
const MOST_CATEGORIES = 200

/** What a chart draws: rows of the same place put together, or rows as they are, thinned where they are too many. */
export async function chartResult(
  connection: DuckDBConnection,
  held: ChartRows,
  question: ChartQuestion,
): Promise<ChartAnswer> {
  const { kind, x, y, measure, bins } = question
  if (kind === 'heatmap') return drawHeat(connection, held, question)
  const lines = await chartLines(connection, held, question)
  const mostPoints = Math.max(Math.floor(MOST_POINTS / (lines.names.length * lines.columns.length || 1)), FEWEST_POINTS)
  const drawsRows = kind !== 'histogram' && measure === 'value' && y.length > 0
  const isThinned = drawsRows && held.rowCount * y.length > MOST_POINTS
  const cellsAcross = Math.ceil(Math.sqrt(mostPoints))
  const thinnedBins = kind === 'scatter' ? cellsAcross : Math.floor(mostPoints / 2)
  const axis = await chartAxis(connection, held, {
    column: x,
    name: 'across',
    mostCategories: Math.min(mostPoints, MOST_CATEGORIES),
    mostBins: drawsRows ? (isThinned ? thinnedBins : null) : Math.min(bins, mostPoints),
    isBinned: kind === 'histogram' || isThinned,
  })
  const drawing = { connection, held, axis, lines }
  const draw = () => {
    if (!drawsRows) return drawGroups(drawing)
    if (!isThinned) return drawRows(drawing)
    return kind === 'scatter' ? drawCells(drawing, Math.floor(mostPoints / cellsAcross)) : drawEnds(drawing)
  }
  const points = await draw()
  return {
    xKind: axis.kind,
    categories: axis.categories,
    binWidth: drawsRows ? null : axis.binWidth,
    series: points.series(),
    heat: null,
    leftOut: held.rowCount - points.rowCount,
    rowCount: held.rowCount,
  }
}
