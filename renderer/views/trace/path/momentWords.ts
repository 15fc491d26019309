const UNITS = [
  { unit: 's', size: 1e9, digits: 6 },
  { unit: 'ms', size: 1e6, digits: 3 },
  { unit: 'µs', size: 1e3, digits: 3 },
]

/** A moment within `length` nanoseconds, in one unit and with so many digits that neighbours can be told apart. */
export function momentWords(moment: number, length: number): string {
  const { unit, size, digits } = UNITS.find((one) => length >= one.size) ?? { unit: 'ns', size: 1, digits: 0 }
  return `${(moment / size).toFixed(digits)} ${unit}`
}

/** A share of a whole: `12.3 %`, and never `0.0 %` where there is something. */
export function shareWords(part: number, whole: number): string {
  if (!(whole > 0)) return '–'
  const percentage = (part / whole) * 100
  return percentage > 0 && percentage < 0.05 ? '< 0.1 %' : `${percentage.toFixed(1)} %`
}
