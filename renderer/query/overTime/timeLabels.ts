import { formatClock, formatTime, timeDisplay } from '../../state/timeDisplay.svelte'
import { tickPrecision, timeTicks } from './timeTicks'

/** Pixels that a label takes with what is free beside it. */
const LABEL = 110

export interface TimeLabel {
  /** Nanoseconds from the origin. */
  offset: number
  /** A time of day, or a day. */
  label: string
}

/** What stands along an axis of `length` nanoseconds that begins at `origin` and is so many pixels wide. */
export function timeLabels(origin: bigint, length: number, width: number): TimeLabel[] {
  const { offsets, step } = timeTicks(origin, length, aheadAt(origin), Math.max(1, Math.floor(width / LABEL)))
  const precision = tickPrecision(step)
  return offsets.map((offset) => {
    const time = origin + BigInt(Math.round(offset))
    const clock = formatClock(time, precision ?? 'minute')
    const isDay = precision === null || (precision === 'minute' && clock === '00:00')
    return { offset, label: isDay ? formatTime(time, 'minute').slice(0, 10) : clock }
  })
}

/** By how much the viewer's clock is ahead of UTC, in nanoseconds. */
function aheadAt(time: bigint): number {
  if (timeDisplay.zone === 'utc') return 0
  return -new Date(Number(time / 1_000_000n)).getTimezoneOffset() * 60e9
}
