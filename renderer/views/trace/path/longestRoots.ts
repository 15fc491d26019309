import type { TraceColumns } from '../../../../preload/contract/trace'

/** More roots than these are not offered. */
const MOST = 200

/** Rows without a parent, the longest first and at most `MOST` of them; and how many there are. */
export function longestRoots({ parent, duration, descendantCount }: TraceColumns): { rows: number[]; total: number } {
  const found: number[] = []
  for (let row = 0; row < parent.length; row += (descendantCount[row] ?? 0) + 1) found.push(row)
  const length = (row: number) => duration[row] || 0
  const rows = found.sort((a, b) => length(b) - length(a) || a - b).slice(0, MOST)
  return { rows, total: found.length }
}
