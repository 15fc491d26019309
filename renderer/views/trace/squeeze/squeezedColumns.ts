import type { TraceColumns } from '../../../../preload/contract/trace'
import { shownTime, type Squeeze } from './squeeze'

/** The trace as the timeline shows it: its starts and durations in shown time. One loop over the rows. */
export function squeezedColumns(columns: TraceColumns, squeeze: Squeeze): TraceColumns {
  if (squeeze.breaks.length === 0) return columns
  const start = new Float64Array(columns.spanCount)
  const duration = new Float64Array(columns.spanCount)
  for (let row = 0; row < columns.spanCount; row++) {
    const from = columns.start[row] ?? NaN
    const shown = shownTime(squeeze, from)
    start[row] = shown
    duration[row] = shownTime(squeeze, from + (columns.duration[row] ?? NaN)) - shown
  }
  return { ...columns, start, duration, durationNs: shownTime(squeeze, columns.durationNs) }
}
