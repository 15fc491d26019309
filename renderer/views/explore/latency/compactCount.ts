const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })

/** A count for an axis: `950`, `12K`, `1.5M`. */
export function compactCount(count: number): string {
  return compact.format(count)
}
