import type { Nanoseconds } from '../../../../preload/contract/time'
import { formatClock, formatDate, formatTime, type TimePrecision } from '../../../state/timeDisplay.svelte'
import { anchorGrain, DAY, labelOf, MINUTE, NO_AXIS, roundBefore, SECOND, stepOf, type Axis, type Tick } from '../axis'
import type { TimeRange } from '../timeRange'

const MILLISECOND = 1e6

/**
 * Ticks at round moments of the day, in the zone that is chosen: `12:00:15`; midnight is the day that begins. Where
 * milliseconds do not tell ticks apart, labels count from a moment which is written in full.
 *
 * @param range nanoseconds from `midnight`.
 */
export function clockAxis(range: TimeRange, most: number, midnight: Nanoseconds): Axis {
  const length = range.to - range.from
  if (!(length > 0) || most < 1) return NO_AXIS
  const step = stepOf(length / most)
  const isFine = step < MILLISECOND
  const anchor = isFine ? roundBefore(range.from, step) : 0
  const ticks: Tick[] = []
  const last = Math.floor((range.to - anchor) / step + 1e-9)
  for (let count = Math.ceil((range.from - anchor) / step - 1e-9); count <= last; count++) {
    const offset = anchor + count * step
    ticks.push({ offset, label: isFine ? `+${labelOf(count * step, step)}` : clockLabel(midnight, offset, step) })
  }
  const anchorLabel = isFine ? formatClock(momentAt(midnight, anchor), precisionOf(anchorGrain(step))) : ''
  return { ticks, step, anchor, anchorLabel }
}

/** How many digits tell moments apart that are `grain` nanoseconds from each other. */
export function precisionOf(grain: number): TimePrecision {
  if (grain >= MINUTE) return 'minute'
  if (grain >= SECOND) return 'second'
  if (grain >= MILLISECOND) return 'millisecond'
  return grain >= 1000 ? 'microsecond' : 'nanosecond'
}

export function momentAt(origin: Nanoseconds, offset: number): Nanoseconds {
  return origin + BigInt(Math.round(offset))
}

function clockLabel(midnight: Nanoseconds, offset: number, step: number): string {
  const moment = momentAt(midnight, offset)
  const isMidnight = formatClock(moment, 'nanosecond') === '00:00:00.000000000'
  if (isMidnight) return formatDate(moment)
  return step >= DAY ? formatTime(moment, 'minute') : formatClock(moment, precisionOf(step))
}
