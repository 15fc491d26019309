/** Nanoseconds of each unit, as Prometheus and Go count them: a year has 365 days. */
export const DURATION_UNITS: ReadonlyMap<string, number> = new Map([
  ['y', 365 * 86_400e9],
  ['w', 7 * 86_400e9],
  ['d', 86_400e9],
  ['h', 3_600e9],
  ['m', 60e9],
  ['s', 1e9],
  ['ms', 1e6],
  ['us', 1e3],
  ['µs', 1e3],
  ['μs', 1e3],
  ['ns', 1],
])

/** Nanoseconds of `1h30m`, `1.5s`, `2d`; null if it is no such text. */
export function parseDuration(text: string): number | null {
  if (!/^(\d+(\.\d*)?[a-zµμ]+)+$/.test(text)) return null
  let nanoseconds = 0
  for (const [, amount, unit = ''] of text.matchAll(/(\d+(?:\.\d*)?)([a-zµμ]+)/g)) {
    const size = DURATION_UNITS.get(unit)
    if (size === undefined) return null
    nanoseconds += Number(amount) * size
  }
  return Math.round(nanoseconds)
}
