import { threeDigits } from './threeDigits'

const UNITS = [
  { unit: 'µs', nanoseconds: 1e3 },
  { unit: 'ms', nanoseconds: 1e6 },
  { unit: 's', nanoseconds: 1e9 },
] as const

/**
 * A duration in nanoseconds as people read it: `412 ns`, `1.23 ms`, `12.3 s`, `2 m 05 s`, `1 h 04 m`, `3 d 07 h`.
 * Three significant digits below a minute, two units above; `–` where there is none (null, NaN, infinite).
 */
export function formatDuration(nanoseconds: number | bigint | null | undefined): string {
  const value = nanoseconds === null || nanoseconds === undefined ? NaN : Number(nanoseconds)
  if (!Number.isFinite(value)) return '–'
  const text = formatLength(Math.abs(value))
  return value < 0 ? `−${text}` : text
}

/** Milliseconds in whole seconds, rounded up: a figure that counts up or down without flickering. */
export function formatWholeSeconds(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  return seconds < 60 ? `${seconds} s` : formatLong(seconds)
}

function formatLength(nanoseconds: number): string {
  if (nanoseconds >= 59.95e9) return formatLong(nanoseconds / 1e9)
  if (Math.round(nanoseconds) < 1000) return `${Math.round(nanoseconds)} ns`
  for (const { unit, nanoseconds: size } of UNITS) {
    const text = threeDigits(nanoseconds / size)
    if (Number(text) < 1000) return `${text} ${unit}`
  }
  return formatLong(nanoseconds / 1e9)
}

/** The units follow the value that rounding gave: 23 h 59 m 40 s reads `1 d 00 h` and never `23 h 60 m`. */
function formatLong(length: number): string {
  const seconds = Math.round(length)
  const minutes = Math.round(seconds / 60)
  const hours = Math.round(seconds / 3600)
  if (seconds < 3600) return pair(seconds, 60, 'm', 's')
  if (minutes < 1440) return pair(minutes, 60, 'h', 'm')
  return pair(hours, 24, 'd', 'h')
}

function pair(small: number, perLarge: number, largeUnit: string, smallUnit: string): string {
  return `${Math.floor(small / perLarge)} ${largeUnit} ${String(small % perLarge).padStart(2, '0')} ${smallUnit}`
}
