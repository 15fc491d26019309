import { splitMilliseconds, type Nanoseconds } from '../../preload/contract/time'
import type { TimeZone } from './timeDisplay.svelte'

const DAY_MS = 86_400_000

/** The midnight before a moment. */
export function startOfDay(time: Nanoseconds, zone: TimeZone): Nanoseconds {
  const moment = new Date(splitMilliseconds(time).milliseconds)
  const midnight =
    zone === 'utc'
      ? Math.floor(moment.getTime() / DAY_MS) * DAY_MS
      : new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime()
  return BigInt(midnight) * 1_000_000n
}
