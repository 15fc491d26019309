import type { TraceFilter } from '../../../preload/contract/explorer'
import { splitMilliseconds, type Nanoseconds } from '../../../preload/contract/time'
import { formatClock, formatTime, type TimePrecision } from '../../state/timeDisplay.svelte'

/** The moments between which matches start, in words: `10:02:11 – 10:05:40`, `before …`; null where both are open. */
export function sayRange({ from, to }: Pick<TraceFilter, 'from' | 'to'>): string | null {
  if (from === null && to === null) return null
  const precision = precisionOf([from, to])
  if (from === null) return `before ${formatTime(to, precision)}`
  if (to === null) return `from ${formatTime(from, precision)} on`
  const [start, end] = [formatTime(from, precision), formatTime(to, precision)]
  return start.slice(0, 10) === end.slice(0, 10)
    ? `${formatClock(from, precision)} – ${formatClock(to, precision)}`
    : `${start} – ${end}`
}

/** As exactly as the moments are round. */
function precisionOf(times: readonly (Nanoseconds | null)[]): TimePrecision {
  const parts = times.flatMap((time) => (time === null ? [] : [splitMilliseconds(time)]))
  if (parts.some(({ rest }) => rest % 1_000 !== 0)) return 'nanosecond'
  if (parts.some(({ rest }) => rest !== 0)) return 'microsecond'
  return parts.some(({ milliseconds }) => milliseconds % 1_000 !== 0) ? 'millisecond' : 'second'
}
