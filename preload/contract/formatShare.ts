/** A part of a whole as a percentage: `34.5 %`. It looks like nothing or all only where it is that; `–` of nothing. */
export function formatShare(part: number | null, whole: number): string {
  const share = part === null || whole <= 0 ? NaN : part / whole
  if (!Number.isFinite(share)) return '–'
  if (share === 0 || share === 1) return `${share * 100} %`
  if (share < 0.001) return '< 0.1 %'
  if (share > 0.999 && share < 1) return '> 99.9 %'
  return `${(share * 100).toFixed(1)} %`
}
