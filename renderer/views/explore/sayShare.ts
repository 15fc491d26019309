/** A part of a whole: `12.3 %`, and never `0.0 %` where there is something; `–` of nothing. */
export function sayShare(part: number | null, whole: number): string {
  if (part === null || whole <= 0) return '–'
  const percentage = (part / whole) * 100
  return percentage > 0 && percentage < 0.05 ? '< 0.1 %' : `${percentage.toFixed(1)} %`
}
