/** A number below 1,000 with three significant digits: `1.23`, `12.3`, `123`. */
export function threeDigits(value: number): string {
  return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0)
}
