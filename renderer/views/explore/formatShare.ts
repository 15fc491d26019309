/** A share of a whole as people read it: `34.5 %`, `100 %`, `< 0.1 %`; `–` of nothing. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return '–'
  if (share === 0 || share === 1) return `${share * 100} %`
  if (share < 0.001) return '< 0.1 %'
  if (share > 0.999) return '> 99.9 %'
  return `${(share * 100).toFixed(1)} %`
}
