import { axisOf, type Axis, type Tick } from '../axis'
import type { TimeRange } from '../timeRange'
import { realTime, shownTime, type Squeeze } from './squeeze'

/**
 * The axis of a stretch of shown time. Each part between two squeezed gaps has as many ticks as its length allows;
 * behind a gap, they count from its end. The offsets of the ticks are shown time.
 */
export function squeezedAxis(squeeze: Squeeze, range: TimeRange, most: number): Axis {
  const inView = squeeze.breaks.filter(({ shown }) => shown.to > range.from && shown.from < range.to)
  const edges = [range.from, ...inView.flatMap(({ shown }) => [shown.from, shown.to]), range.to]
  const ticks: Tick[] = []
  let main: Axis | undefined
  let longest = 0
  for (let edge = 0; edge + 1 < edges.length; edge += 2) {
    const from = edges[edge] ?? 0
    const length = (edges[edge + 1] ?? 0) - from
    const share = length / (range.to - range.from)
    if (!(length > 0)) continue
    const start = realTime(squeeze, from)
    const origin = edge > 0 ? start : 0
    const part = axisOf({ from: start - origin, to: start - origin + length }, Math.max(1, Math.floor(most * share)))
    if (length > longest) main = { ...part, anchor: edge > 0 ? 0 : part.anchor }
    longest = Math.max(longest, length)
    for (const { offset, label } of part.ticks) {
      if (edge > 0 && offset === 0) continue
      ticks.push({ offset: shownTime(squeeze, offset + origin), label: edge > 0 ? `+${label}` : label })
    }
    if (edge === 0 && inView.length === 0) return { ...part, ticks }
  }
  return { step: main?.step ?? 0, anchor: main?.anchor ?? 0, anchorLabel: main?.anchorLabel ?? '', ticks }
}
