import type { SpanGroups } from '../../../preload/contract/explore/groups'

/** Bins of durations to the power of ten, at first: this many, then fewer of a whole fraction. */
export const FINEST = 8
const COARSER = [8, 4, 2, 1]
const MOST_BINS = 24

/** The least and the greatest of the finest bins; null where there are none. */
export type BinExtent = { least: number; greatest: number } | null

/** The finest bins that few enough of cover them all. */
export function commonBins(extent: BinExtent): SpanGroups['bins'] {
  if (extent === null) return { first: 0, perDecade: FINEST, count: 0 }
  const all = COARSER.map((perDecade) => {
    const first = coarser(extent.least, perDecade)
    return { first, perDecade, count: coarser(extent.greatest, perDecade) - first + 1 }
  })
  // From 1 ns to all that 64 bits hold are twenty powers of ten.
  return all.find(({ count }) => count <= MOST_BINS) ?? { first: 0, perDecade: 1, count: MOST_BINS }
}

/** Spans in each of the common bins, from spans in the finest. */
export function gathered(fine: readonly (readonly [bin: number, count: number])[], bins: SpanGroups['bins']): number[] {
  const counts = new Array<number>(bins.count).fill(0)
  for (const [bin, count] of fine) {
    const place = coarser(bin, bins.perDecade) - bins.first
    counts[place] = (counts[place] ?? 0) + count
  }
  return counts
}

function coarser(bin: number, perDecade: number): number {
  return Math.floor((bin * perDecade) / FINEST)
}
