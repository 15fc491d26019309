/** How a decade is divided: ISO 3's series of preferred numbers, in steps that are even and in which people count. */
const DIVISIONS = [
  [1, 1.12, 1.25, 1.4, 1.6, 1.8, 2, 2.24, 2.5, 2.8, 3.15, 3.55, 4, 4.5, 5, 5.6, 6.3, 7.1, 8, 9],
  [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8],
  [1, 2, 5],
]
/** Nanoseconds in 64 bits have no more. */
const DECADES = 19
/** Few durations are shown among others that would be possible. */
const FEWEST = 12

/**
 * Edges of duration bins in nanoseconds, ascending, between which all from `least` (1 or more) to `most` lie: as fine as
 * at most `bins` of them (40 or more) allow.
 */
export function durationEdges(least: number, most: number, bins: number): number[] {
  for (const division of DIVISIONS) {
    const edges = allEdges(division)
    const above = edges.findIndex((edge) => edge > most)
    const first = Math.max(0, edges.findIndex((edge) => edge > least) - 1)
    const last = above === -1 ? edges.length - 1 : above
    if (last - first > bins) continue
    const missing = Math.max(0, FEWEST - (last - first))
    const start = Math.max(0, first - Math.floor(missing / 2))
    return edges.slice(start, Math.max(last, start + FEWEST) + 1)
  }
  throw new Error(`no division has as few as ${bins} bins`)
}

/** Durations are whole: below 100 ns some edges would be none, or one another. */
function allEdges(division: readonly number[]): number[] {
  const edges = Array.from({ length: DECADES }, (_, decade) =>
    division.map((digits) => Math.ceil(Number(`${digits}e${decade}`))),
  ).flat()
  return [...new Set([...edges, 10 ** DECADES])]
}
