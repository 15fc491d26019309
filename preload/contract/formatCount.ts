const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A whole number with its thousands apart: `12,345`. */
export function formatCount(count: number | bigint): string {
  return grouped.format(count)
}

/** A count and its noun: `1 span`, `12,345 spans`. The plural is the singular and an s unless given. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`
}
