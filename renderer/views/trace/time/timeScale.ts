import { offsetFrom, type Nanoseconds } from '../../../../preload/contract/time'
import { formatDuration } from '../../../../preload/contract/formatDuration'
import { startOfDay } from '../../../state/startOfDay'
import { formatClock, timeDisplay } from '../../../state/timeDisplay.svelte'
import { axisOf, grainOf, momentLabel, rounded, exactLabel, type Axis } from '../axis'
import type { TimeRange } from '../timeRange'
import { clockAxis, momentAt, precisionOf } from './clockAxis'
import type { TimeMode } from './timeMode'

/** How the moments of a trace are written. */
export interface TimeScale {
  mode: TimeMode
  /** Where labels count from, in nanoseconds from the trace's start: in clock time, the midnight before it. */
  origin: number
  /** The moment of the origin; 0 where the trace has none. */
  originTime: Nanoseconds
}

/**
 * The scale of a mode, in the zone that is chosen. What cannot be, since the trace has no times or no span with a start
 * is selected, counts from the trace's start.
 *
 * @param spanStart of the selected span, from the trace's start; NaN for none.
 */
export function timeScaleOf(mode: TimeMode, traceStart: Nanoseconds, spanStart: number): TimeScale {
  if (mode === 'clock' && traceStart !== 0n) {
    const midnight = startOfDay(traceStart, timeDisplay.zone)
    return { mode, origin: offsetFrom(traceStart, midnight), originTime: midnight }
  }
  if (mode === 'span' && !Number.isNaN(spanStart)) {
    return { mode, origin: spanStart, originTime: momentAt(traceStart, spanStart) }
  }
  return { mode: 'trace', origin: 0, originTime: traceStart }
}

/** The axis of a stretch of time; `range` and the offsets of its ticks count from the scale's origin. */
export function axisOn({ mode, originTime }: TimeScale, range: TimeRange, most: number): Axis {
  return mode === 'clock' ? clockAxis(range, most, originTime) : axisOf(range, most)
}

/** A moment, given from the trace's start, as exactly as the axis tells moments apart. */
export function momentOn({ mode, origin, originTime }: TimeScale, axis: Axis, moment: number): string {
  if (mode !== 'clock') return momentLabel(axis, moment - origin)
  const grain = grainOf(axis.step)
  return formatClock(momentAt(originTime, rounded(moment - origin, grain)), precisionOf(grain))
}

/** When a span starts, to five digits of what is in view; NaN where that is not known. */
export function startOn({ mode, origin, originTime }: TimeScale, start: number, { from, to }: TimeRange): string {
  if (Number.isNaN(start)) return formatDuration(start)
  const grain = grainOf((to - from) / 2000)
  if (mode !== 'clock') return exactLabel(rounded(start - origin, grain))
  return formatClock(momentAt(originTime, start - origin), precisionOf(grain))
}

/** The same in words, for who hears them. */
export function startWords(scale: TimeScale, start: number, inView: TimeRange): string {
  if (scale.mode !== 'span') return `starts at ${startOn(scale, start, inView)}`
  if (start === scale.origin) return 'starts with the selected span'
  const distance = startOn(scale, start, inView).replace('−', '')
  return `starts ${distance} ${start < scale.origin ? 'before' : 'after'} the selected span`
}
