import type { RowRange } from '../ui/scaledScroll'

/** Rows that are fetched at once. */
export const BLOCK = 200

/** Numbers of the blocks that hold rows of the range, of `total` rows. */
export function blocksOf({ first, last }: RowRange, total: number): number[] {
  const end = Math.min(last, total)
  if (end <= first) return []
  const from = Math.floor(first / BLOCK)
  return Array.from({ length: Math.floor((end - 1) / BLOCK) - from + 1 }, (_, place) => from + place)
}
