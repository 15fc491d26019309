import { axisOf, type Axis, type Tick } from '../axis'
import { axisOn, type TimeScale } from '../time/timeScale'
import type { TimeRange } from '../timeRange'
import { realTime, shownTime, type Squeeze } from './squeeze'

/**
 * The axis of a stretch of shown time. Each part between two squeezed gaps has as many ticks as its length allows;
 * behind a gap, they count from its end, unless the scale's origin lies in this part or clock times fit. The offsets of
 * the ticks are shown time; the anchor belongs to the part at the left, and counts from the origin.
 */
export function squeezedAxis(scale: TimeScale, squeeze: Squeeze, range: TimeRange, most: number): Axis {
  const inView = squeeze.breaks.filter(({ shown }) => shown.to > range.from && shown.from < range.to)
  const edges = [range.from, ...inView.flatMap(({ shown }) => [shown.from, shown.to]), range.to]
  const ticks: Tick[] = []
  let step = 0
  let longest = 0
  let first: Axis | undefined
  for (let edge = 0; edge + 1 < edges.length; edge += 2) {
    const from = edges[edge] ?? 0
    const length = (edges[edge + 1] ?? 0) - from
    if (!(length > 0)) continue
    const start = realTime(squeeze, from)
    const space = Math.max(1, Math.floor((most * length) / (range.to - range.from)))
    let origin = scale.origin
    let part = axisOn(scale, { from: start - origin, to: start - origin + length }, space)
    const restarts =
      edge > 0 && (part.anchorLabel !== '' || (scale.mode !== 'clock' && !isBetweenGaps(squeeze, start, origin)))
    if (restarts) {
      origin = start
      part = axisOf({ from: 0, to: length }, space)
    }
    if (edge === 0) first = part
    if (length > longest) step = part.step
    longest = Math.max(longest, length)
    for (const { offset, label } of part.ticks) {
      // The words of a gap stand at its end.
      if (edge > 0 && offset + origin === start) continue
      ticks.push({ offset: shownTime(squeeze, offset + origin), label: restarts ? `+${label}` : label })
    }
  }
  return { step, anchor: first?.anchor ?? 0, anchorLabel: first?.anchorLabel ?? '', ticks }
}

/** Whether a moment lies between a gap that ends at `start` and the next one. */
function isBetweenGaps({ breaks }: Squeeze, start: number, moment: number): boolean {
  const next = breaks.find(({ real }) => real.from > start)
  return moment >= start && moment < (next?.real.from ?? Infinity)
}
