import { choices } from '../choices.svelte'
import type { TraceState } from '../trace.svelte'
import { timeScaleOf, type TimeScale } from './timeScale'

/** How times are written at present: as was chosen, from the selected span where times count from it. */
export function scaleOf(trace: TraceState): TimeScale {
  const mode = choices.timeMode
  const spanStart = mode === 'span' ? (trace.columns.start[trace.selected] ?? NaN) : NaN
  return timeScaleOf(mode, trace.columns.startTime, spanStart)
}
