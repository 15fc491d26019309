const UNITS = [
  ['ns', 1],
  ['µs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
] as const

/**
 * Nanoseconds with three significant digits in the unit that fits, two units from a minute on: `412 ns`,
 * `1.23 ms`, `12.3 s`, `2 m 05 s`, `1 h 04 m`, `3 d 07 h`; `–` for NaN.
 */
export function sayDuration(nanoseconds: number): string {
  if (Number.isNaN(nanoseconds)) return '–'
  const said = sayLength(Math.abs(nanoseconds))
  return nanoseconds < 0 ? `−${said}` : said
}

function sayLength(length: number): string {
  if (length >= 59.95e9) return sayLong(length / 1e9)
  for (const [unit, size] of UNITS) {
    const value = length / size
    const text = unit === 'ns' ? value.toFixed(0) : value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0)
    if (Number(text) < 1_000) return `${text} ${unit}`
  }
  return sayLong(length / 1e9)
}

function sayLong(given: number): string {
  const seconds = Math.round(given)
  const minutes = Math.round(seconds / 60)
  const hours = Math.round(seconds / 3_600)
  if (seconds < 3_600) return pair(seconds, 60, 'm', 's')
  if (minutes < 1_440) return pair(minutes, 60, 'h', 'm')
  return pair(hours, 24, 'd', 'h')
}

function pair(smallUnits: number, perLarge: number, large: string, small: string): string {
  return `${Math.floor(smallUnits / perLarge)} ${large} ${String(smallUnits % perLarge).padStart(2, '0')} ${small}`
}
