const MINUTE = 60e9
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Round numbers in steps that are about even: below a minute of a power of ten nanoseconds, then of minutes, hours and days. */
interface Division {
  /** ISO 3's preferred numbers, or 1, 2 and 5. */
  decade: number[]
  minutes: number[]
  hours: number[]
}

const DIVISIONS: Division[] = [
  {
    decade: [1, 1.12, 1.25, 1.4, 1.6, 1.8, 2, 2.24, 2.5, 2.8, 3.15, 3.55, 4, 4.5, 5, 5.6, 6.3, 7.1, 8, 9],
    minutes: [
      1, 1.125, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 12, 13.5, 15, 17.5, 20, 22.5,
    ].concat([25, 30, 35, 40, 45, 50]),
    hours: [1, 1.125, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 12, 13.5, 15, 18, 21],
  },
  {
    decade: [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8],
    minutes: [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50],
    hours: [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 18],
  },
  { decade: [1, 2, 5], minutes: [1, 2, 5, 10, 30], hours: [1, 2, 5, 12] },
]
/** Few durations are shown among others that would be possible. */
const FEWEST = 12
/** Nanoseconds in 64 bits are no more days. */
const DAYS = 2 ** 63 / DAY

/**
 * Edges of duration bins in nanoseconds, ascending, between which all from `least` (1 or more) to `most` lie: as fine as
 * at most `bins` of them (60 or more) allow.
 */
export function durationEdges(least: number, most: number, bins: number): number[] {
  for (const division of DIVISIONS) {
    const edges = allEdges(division)
    const last = edges.findIndex((edge) => edge > most)
    const first = edges.findIndex((edge) => edge > least) - 1
    if (last - first > bins) continue
    const start = Math.max(0, first - Math.ceil(Math.max(0, FEWEST - (last - first)) / 2))
    return edges.slice(start, Math.max(last, start + FEWEST) + 1)
  }
  throw new Error(`no division has as few as ${bins} bins`)
}

/** Durations are whole: below 100 ns some edges would be none, or one another. */
function allEdges({ decade, minutes, hours }: Division): number[] {
  const nanoseconds = powersOf(decade, MINUTE).map(Math.ceil)
  const days = powersOf(decade, DAYS * 10)
  return [
    ...new Set(nanoseconds),
    ...minutes.map((count) => count * MINUTE),
    ...hours.map((count) => count * HOUR),
    ...days.map((count) => count * DAY),
  ]
}

/** All below a limit. */
function powersOf(decade: number[], limit: number): number[] {
  const decades = Array.from({ length: Math.ceil(Math.log10(limit)) }, (_, power) => power)
  return decades
    .flatMap((power) => decade.map((digits) => Number(`${digits}e${power}`)))
    .filter((value) => value < limit)
}
