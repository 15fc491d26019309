import { splitMilliseconds, type Nanoseconds } from '../../preload/contract/time'
import { rememberChoice, rememberedChoice } from './choice'

export const TIME_ZONES = ['local', 'utc'] as const
/** The viewer's own zone, or UTC. */
export type TimeZone = (typeof TIME_ZONES)[number]

/** How exactly a moment is written. */
export type TimePrecision = 'minute' | 'second' | 'millisecond' | 'microsecond' | 'nanosecond'

const FRACTION_DIGITS: Record<TimePrecision, number> = {
  minute: 0,
  second: 0,
  millisecond: 3,
  microsecond: 6,
  nanosecond: 9,
}

/** How moments are written everywhere: whoever formats one in a component follows the switch. */
class TimeDisplay {
  zone = $state<TimeZone>(rememberedChoice('time-zone', TIME_ZONES) ?? 'local')

  /** What stands beside times: `UTC`, or the viewer's zone by name. */
  get zoneName(): string {
    return this.zone === 'utc' ? 'UTC' : this.localName
  }

  /** The viewer's own zone: `Europe/Berlin`. */
  get localName(): string {
    return Intl.DateTimeFormat().resolvedOptions().timeZone
  }

  choose(zone: TimeZone): void {
    this.zone = zone
    rememberChoice('time-zone', zone)
  }
}

export const timeDisplay = new TimeDisplay()

/** `2024-01-31 12:00:00.123` in the zone that is chosen; `–` for no moment. Digits are cut, never rounded up. */
export function formatTime(time: Nanoseconds | null, precision: TimePrecision = 'millisecond'): string {
  const parts = time === null ? undefined : partsOf(time, timeDisplay.zone, precision)
  return parts ? `${parts.date} ${parts.clock}` : '–'
}

/** The time of day alone: `12:00:00.123`. */
export function formatClock(time: Nanoseconds | null, precision: TimePrecision = 'millisecond'): string {
  return time === null ? '–' : partsOf(time, timeDisplay.zone, precision).clock
}

/** The day alone: `2024-01-31`. */
export function formatDate(time: Nanoseconds): string {
  return partsOf(time, timeDisplay.zone, 'minute').date
}

function partsOf(time: Nanoseconds, zone: TimeZone, precision: TimePrecision): { date: string; clock: string } {
  const { milliseconds, rest } = splitMilliseconds(time)
  const moment = new Date(milliseconds)
  const [year, month, day, hour, minute, second, millisecond] =
    zone === 'utc'
      ? [
          moment.getUTCFullYear(),
          moment.getUTCMonth(),
          moment.getUTCDate(),
          moment.getUTCHours(),
          moment.getUTCMinutes(),
          moment.getUTCSeconds(),
          moment.getUTCMilliseconds(),
        ]
      : [
          moment.getFullYear(),
          moment.getMonth(),
          moment.getDate(),
          moment.getHours(),
          moment.getMinutes(),
          moment.getSeconds(),
          moment.getMilliseconds(),
        ]
  const digits = FRACTION_DIGITS[precision]
  const fraction = (pad(millisecond, 3) + pad(rest, 6)).slice(0, digits)
  const seconds = precision === 'minute' ? '' : `:${pad(second, 2)}`
  return {
    date: `${pad(year, 4)}-${pad(month + 1, 2)}-${pad(day, 2)}`,
    clock: `${pad(hour, 2)}:${pad(minute, 2)}${seconds}${digits > 0 ? `.${fraction}` : ''}`,
  }
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
