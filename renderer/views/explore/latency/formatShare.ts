/** A share as a percentage: `4.1 %`, `<0.1 %`, `0 %`. */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0 || part <= 0) return '0 %'
  const percent = (part / whole) * 100
  if (percent < 0.1) return '<0.1 %'
  if (part < whole && percent > 99.9) return '>99.9 %'
  return `${percent >= 99.95 ? '100' : percent.toFixed(1)} %`
}
