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
  const laneOf = lanes / Math.max(1, trace.spanCount)
  for (let row = 0; row < trace.spanCount; row++) {
    const start = trace.start[row] ?? NaN
    if (Number.isNaN(start)) continue
    const duration = trace.duration[row] ?? NaN
    const left = Math.min(columns - 1, Math.floor((start - extent.from) * scale))
    const right = Number.isNaN(duration) ? left + 1 : Math.ceil((start + duration - extent.from) * scale)
    const lane = Math.floor(row * laneOf) * columns
    cells.fill(
      1 + (colours[trace.service[row] ?? 0] ?? 0),
      lane + left,
      lane + Math.min(columns, Math.max(right, left + 1)),
    )
  }
  for (let row = 0; row < trace.spanCount; row++) {
    if (trace.status[row] !== ERROR) continue
    const start = trace.start[row] ?? NaN
    const end = start + (Number.isNaN(trace.duration[row] ?? NaN) ? 0 : (trace.duration[row] ?? 0))
    const right = Math.ceil(((Number.isNaN(end) ? extent.from : end) - extent.from) * scale)
    const column = Math.min(columns, Math.max(ERROR_WIDTH, right))
    const lane = Math.floor(row * laneOf) * columns
    cells.fill(ERROR_CELL, lane + Math.max(0, column - ERROR_WIDTH), lane + column)
  }
  return { columns, lanes, cells }
}
