import {
  latencyBound,
  LATENCY_BINS_PER_DECADE,
  type LatencyBins,
} from '../../../../preload/contract/explore/operations'
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
    least: latencyBound(first + index),
    most: latencyBound(first + index + 1),
    count,
    errors: errors[index] ?? 0,
  }))
  return zero > 0 ? [{ least: 0, most: 1, count: zero, errors: 0 }, ...bars] : bars
}

export function sayBar({ least, most }: LatencyBar): string {
  return most <= 1 ? 'no time at all' : `${formatDuration(least)} to ${formatDuration(most)}`
}

/** Where durations stand below the bars, as a share of their width: whole powers of ten, or both ends where there is none. */
export function latencyTicks(bins: LatencyBins, bars: readonly LatencyBar[]): { at: number; label: string }[] {
  const zeros = bins.zero > 0 ? 1 : 0
  const ticks = bars.flatMap(({ least, most }, index) =>
    most > 1 && (bins.first + index - zeros) % LATENCY_BINS_PER_DECADE === 0
      ? [{ at: index / bars.length, label: formatDuration(least) }]
      : [],
  )
  const [from, to] = [bars[zeros], bars.at(-1)]
  if (ticks.length > 0 || !from || !to) return ticks
  return [
    { at: zeros / bars.length, label: formatDuration(from.least) },
    { at: 1, label: formatDuration(to.most) },
  ]
}
