import type { TraceColumns } from '../../../preload/contract/trace'
import { ERROR } from './measureTrace'
import type { TimeRange } from './timeRange'

/** The whole trace in a few pixels: `cells[lane * columns + column]`, 0 for empty. */
export interface Minimap {
  columns: number
  lanes: number
  cells: Uint8Array
}

export const ERROR_CELL = 255
/** Two pixels are the least at which an error can be seen. */
const ERROR_WIDTH = 2
const MATCH_WIDTH = 2

/**
 * Rows share lanes from top to bottom in tree order; a span fills its lane from its start to its end with
 * 1 + the colour of its service, and an error marks where it ended on top of all. One loop per pass.
 *
 * @param colours the colour, 0 to 253, of each service of the trace.
 */
export function minimapOf(
  trace: TraceColumns,
  extent: TimeRange,
  columns: number,
  most: number,
  colours: Uint8Array,
): Minimap {
  const lanes = Math.max(1, Math.min(most, trace.spanCount))
  const cells = new Uint8Array(columns * lanes)
  const scale = columns / (extent.to - extent.from)
  const minimap = { columns, lanes, cells }
  for (let row = 0; row < trace.spanCount; row++) fillSpan(minimap, trace, extent, row, 1, colours)
  for (let row = 0; row < trace.spanCount; row++) {
    if (trace.status[row] !== ERROR) continue
    const start = trace.start[row] ?? NaN
    const end = start + (Number.isNaN(trace.duration[row] ?? NaN) ? 0 : (trace.duration[row] ?? 0))
    const right = Math.ceil(((Number.isNaN(end) ? extent.from : end) - extent.from) * scale)
    const column = Math.min(columns, Math.max(ERROR_WIDTH, right))
    const lane = laneOf(row, lanes, trace.spanCount) * columns
    cells.fill(ERROR_CELL, lane + Math.max(0, column - ERROR_WIDTH), lane + column)
  }
  return minimap
}

/**
 * The cells of the matching spans alone, each at least two pixels wide: what is not among them can be drawn
 * faintly behind them. One loop over `rows`.
 */
export function matchedCells(
  { columns, lanes }: Minimap,
  trace: TraceColumns,
  extent: TimeRange,
  rows: Int32Array,
  colours: Uint8Array,
): Uint8Array {
  const matched = { columns, lanes, cells: new Uint8Array(columns * lanes) }
  for (let place = 0; place < rows.length; place++)
    fillSpan(matched, trace, extent, rows[place] ?? 0, MATCH_WIDTH, colours)
  return matched.cells
}

/** Fills a span's lane with its colour, at least `least` columns of it; a span without a start is not shown. */
function fillSpan(
  { columns, lanes, cells }: Minimap,
  { start: starts, duration: durations, service, spanCount }: TraceColumns,
  extent: TimeRange,
  row: number,
  least: number,
  colours: Uint8Array,
): void {
  const start = starts[row] ?? NaN
  if (Number.isNaN(start)) return
  const scale = columns / (extent.to - extent.from)
  const duration = durations[row] ?? NaN
  const left = Math.max(0, Math.min(columns - least, Math.floor((start - extent.from) * scale)))
  const right = Number.isNaN(duration) ? left + 1 : Math.ceil((start + duration - extent.from) * scale)
  const lane = laneOf(row, lanes, spanCount) * columns
  const colour = 1 + (colours[service[row] ?? 0] ?? 0)
  cells.fill(colour, lane + left, lane + Math.min(columns, Math.max(right, left + least)))
}

function laneOf(row: number, lanes: number, spanCount: number): number {
  return Math.floor((row * lanes) / spanCount)
}
