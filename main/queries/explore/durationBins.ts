import { BINS_PER_DECADE, type DurationCounts } from '../../../preload/contract/explore/durationBins'
import type { SpanGroups } from '../../../preload/contract/explore/groups'
import { sql, type Statement } from '../../archive/sql'

/** Of the finest bins together, so many of each power of ten. */
const COARSER = [10, 5, 2, 1]
const MOST_BINS = 30

/** The least and the greatest of the finest bins; null where there are none. */
export type BinExtent = { least: number; greatest: number } | null

/** The finest bin of a duration in nanoseconds, 1 or more. */
export function durationBin(duration: number): number {
  return Math.floor(Math.log10(duration) * BINS_PER_DECADE + 1e-9)
}

/** The same in SQL. */
export function durationBinOf(duration: Statement): Statement {
  return sql`floor(log10(${duration}) * ${BINS_PER_DECADE}::INTEGER)::INTEGER`
}

/** All bins from the first that holds something to the last, each of which is found once at the most. */
export function durationCounts(found: readonly { bin: number; count: number; errors: number }[]): DurationCounts {
  const bins = found.map(({ bin }) => bin)
  const first = bins.length > 0 ? Math.min(...bins) : 0
  const length = bins.length > 0 ? Math.max(...bins) - first + 1 : 0
  const counts = new Array<number>(length).fill(0)
  const errors = new Array<number>(length).fill(0)
  for (const own of found) {
    counts[own.bin - first] = own.count
    errors[own.bin - first] = own.errors
  }
  return { first, counts, errors }
}

/** The finest bins that few enough of cover them all. */
export function commonBins(extent: BinExtent): SpanGroups['bins'] {
  if (extent === null) return { first: 0, perDecade: BINS_PER_DECADE, count: 0 }
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
  return Math.floor((bin * perDecade) / BINS_PER_DECADE)
}
