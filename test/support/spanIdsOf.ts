import type { SpanIds } from '../../preload/contract/spanIds'

/** Ids as the page gets them. */
export function spanIdsOf(ids: string[]): SpanIds {
  const [high, low] = [new Uint32Array(ids.length), new Uint32Array(ids.length)]
  const otherRows: number[] = []
  for (const [row, id] of ids.entries()) {
    if (!/^[0-9a-f]{16}$/.test(id)) {
      otherRows.push(row)
      continue
    }
    high[row] = parseInt(id.slice(0, 8), 16)
    low[row] = parseInt(id.slice(8), 16)
  }
  return { high, low, otherRows: Int32Array.from(otherRows), others: otherRows.map((row) => ids[row] ?? '') }
}
