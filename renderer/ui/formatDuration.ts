const UNITS = [
  { unit: 'ns', nanoseconds: 1 },
  { unit: 'µs', nanoseconds: 1e3 },
  { unit: 'ms', nanoseconds: 1e6 },
  { unit: 's', nanoseconds: 1e9 },
] as const

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * A duration in nanoseconds as people read it: `412 ns`, `1.23 ms`, `12.3 s`, `2 m 05 s`, `1 h 04 m`, `3 d 07 h`.
 * Three significant digits below a minute, two units above; `–` where there is none (null, NaN, infinite).
 */
export function formatDuration(nanoseconds: number | bigint | null | undefined): string {
  const value = nanoseconds === null || nanoseconds === undefined ? NaN : Number(nanoseconds)
  if (!Number.isFinite(value)) return '–'
  const text = formatMagnitude(Math.abs(value))
  return value < 0 ? `−${text}` : text
}

function formatMagnitude(nanoseconds: number): string {
  const wholeSeconds = Math.round(nanoseconds / 1e9)
  if (nanoseconds >= 59.95e9) return formatLong(wholeSeconds)
  if (Math.round(nanoseconds) < 1000) return `${Math.round(nanoseconds)} ns`
  for (const { unit, nanoseconds: size } of UNITS) {
    const text = threeDigits(nanoseconds / size)
    if (unit !== 'ns' && Number(text) < 1000) return `${text} ${unit}`
  }
  return formatLong(wholeSeconds)
}

function threeDigits(value: number): string {
  const decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
  return value.toFixed(decimals)
}

function formatLong(seconds: number): string {
  if (seconds < HOUR) return pair(seconds, MINUTE, 'm', 1, 's')
  if (seconds < DAY) return pair(Math.round(seconds / MINUTE) * MINUTE, HOUR, 'h', MINUTE, 'm')
  return pair(Math.round(seconds / HOUR) * HOUR, DAY, 'd', HOUR, 'h')
}

/** The unit follows the value that rounding gave, so that 23 h 59 m 40 s reads `24 h 00 m` and never `23 h 60 m`. */
function pair(seconds: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = Math.round((seconds % large) / small)
  return `${Math.floor(seconds / large)} ${largeUnit} ${String(rest).padStart(2, '0')} ${smallUnit}`
}
