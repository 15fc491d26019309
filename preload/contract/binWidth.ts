const SECOND = 1_000_000_000n
const DAY = 86_400n * SECOND
/** Seconds in which people count, up to a day. */
const SECONDS = [1n, 2n, 5n, 10n, 15n, 30n, 60n, 120n, 300n, 600n, 900n, 1800n, 3600n, 7200n, 10800n, 21600n, 43200n]

/**
 * The shortest round length, in nanoseconds, of which fewer than `most` make up `length`, so that bins that begin at
 * its multiples are no more than `most` (2 at least): 1, 2 or 5 of a power of ten, below a day in seconds, minutes and hours.
 */
export function binWidth(length: bigint, most: number): bigint {
  const least = length / BigInt(most - 1) + 1n
  if (least >= SECOND && least < DAY) {
    const seconds = SECONDS.find((candidate) => candidate * SECOND >= least)
    return seconds === undefined ? DAY : seconds * SECOND
  }
  return least < SECOND ? roundNumber(least) : DAY * roundNumber((least + DAY - 1n) / DAY)
}

/** The least of 1, 2 or 5 of a power of ten that is no less. */
export function roundNumber(least: bigint): bigint {
  for (let power = 1n; ; power *= 10n) {
    const digit = [1n, 2n, 5n].find((candidate) => candidate * power >= least)
    if (digit !== undefined) return digit * power
  }
}
