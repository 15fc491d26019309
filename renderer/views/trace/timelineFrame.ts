import { choices } from './choices.svelte'
import type { TimelineFrame } from './drawTimeline'
import { shownTime } from './squeeze/squeeze'
import type { TraceState } from './trace.svelte'

/** What depends on where the rows are drawn. */
type Place = Pick<
  TimelineFrame,
  'sections' | 'foldBars' | 'width' | 'height' | 'offset' | 'ticks' | 'colours' | 'palette'
>

/** The rows of a trace as they are to be drawn now. */
export function timelineFrame(trace: TraceState, place: Place): TimelineFrame {
  return {
    ...place,
    columns: trace.time.timeline.columns,
    measure: trace.time.timeline.measure,
    durations: trace.columns.duration,
    gaps: trace.time.squeeze.breaks.map(({ shown }) => shown),
    rows: trace.rows,
    isCollapsed: (row) => trace.isCollapsed(row),
    isDimmed: (row) => trace.isDimmed(row),
    folding: trace.folding,
    missing: trace.missing,
    sticky: trace.sticky,
    range: trace.time.range,
    criticalPath: choices.criticalPath,
    matched: trace.matches.flags,
    selected: trace.selected,
    marksOf: trace.marks.known,
    shownAt: (row, moment) => {
      const moved = (trace.columns.start[row] ?? NaN) - (trace.time.recorded.start[row] ?? NaN) || 0
      return shownTime(trace.time.squeeze, moment + moved)
    },
  }
}
