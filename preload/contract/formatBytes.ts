import { threeDigits } from './threeDigits'

const UNITS = ['kB', 'MB', 'GB', 'TB'] as const

/** A size in bytes with decimal units and three significant digits: `812 B`, `4.20 MB`, `1.25 GB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 999.5) return `${Math.round(bytes)} B`
  let value = bytes
  let unit = 'B'
  for (const next of UNITS) {
    if (value < 999.5) break
    value /= 1000
    unit = next
  }
  return `${threeDigits(value)} ${unit}`
}
