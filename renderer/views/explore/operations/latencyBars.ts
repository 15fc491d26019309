import { BINS_PER_DECADE, durationBound } from '../../../../preload/contract/explore/durationBins'
import type { LatencyBins } from '../../../../preload/contract/explore/operations'
import { formatDuration } from '../../../../preload/contract/formatDuration'

/** A bin as it is drawn and told; bounds in nanoseconds, the second exclusive. */
export interface LatencyBar {
  least: number
  most: number
  count: number
  errors: number
}

/** The bins from shortest to longest; what lasts no time at all comes before them. */
export function latencyBars({ first, counts, errors, zero }: LatencyBins): LatencyBar[] {
  const bars = counts.map((count, index) => ({
    least: durationBound(first + index),
    most: durationBound(first + index + 1),
    count,
    errors: errors[index] ?? 0,
  }))
  return zero > 0 ? [{ least: 0, most: 1, count: zero, errors: 0 }, ...bars] : bars
}

export function sayBar({ least, most }: LatencyBar): string {
  return most <= 1 ? 'no time at all' : `${formatDuration(least)} to ${formatDuration(most)}`
}

/** Two labels stand no closer than so much of the width. */
const APART = 0.16

/** Where durations stand below the bars, as shares of their width: whole powers of ten, and both ends where these leave room. */
export function latencyTicks(bins: LatencyBins, bars: readonly LatencyBar[]): { at: number; label: string }[] {
  const zeros = bins.zero > 0 ? 1 : 0
  const [from, to] = [bars[zeros], bars.at(-1)]
  if (!from || !to) return []
  const tick = (place: number, duration: number) => ({ at: place / bars.length, label: formatDuration(duration) })
  const ends = [tick(zeros, from.least), tick(bars.length, to.most)]
  const powers = bars.flatMap(({ least }, index) =>
    index >= zeros && (bins.first + index - zeros) % BINS_PER_DECADE === 0 ? [tick(index, least)] : [],
  )
  const every = Math.ceil((APART * bars.length) / BINS_PER_DECADE)
  const spaced = powers.filter((_, index) => index % every === 0)
  return [...ends.filter(({ at }) => spaced.every((power) => Math.abs(power.at - at) >= APART)), ...spaced]
}
