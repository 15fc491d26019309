const UNITS = [
  { unit: 's', size: 1e9 },
  { unit: 'ms', size: 1e6 },
  { unit: 'µs', size: 1e3 },
]

/** A moment within `length` nanoseconds, in one unit and with so many digits that neighbours can be told apart. */
export function momentWords(moment: number, length: number): string {
  const { unit, size } = UNITS.find((one) => length >= one.size) ?? { unit: 'ns', size: 1 }
  return `${(moment / size).toFixed(size === 1 ? 0 : 3)} ${unit}`
}

/** A share of a whole: `12.3 %`, and never `0.0 %` where there is something. */
export function shareWords(part: number, whole: number): string {
  if (!(whole > 0)) return '–'
  const percentage = (part / whole) * 100
  return percentage > 0 && percentage < 0.05 ? '< 0.1 %' : `${percentage.toFixed(1)} %`
}
