import type { LatencyMap } from '../../../../preload/contract/explore/latency'
import type { Brush } from '../brush'
import type { BinRange } from '../../../query/overTime/binBrush.svelte'
import type { BinArea } from './AreaBrush.svelte'

const LONGEST = 2n ** 63n - 1n

/** Bins of both, or of one alone across all that there is of the other. */
export type BrushAxes = 'both' | 'time' | 'duration'

/** The area of some bins; open along an axis that does not count. */
export function brushOf({ origin, width, edges }: LatencyMap, { time, duration }: BinArea, axes: BrushAxes): Brush {
  const edge = (place: number) => BigInt(edges[place] ?? 0)
  const longest = edge(duration.last + 1)
  return {
    from: axes === 'duration' ? null : origin + BigInt(time.first) * width,
    to: axes === 'duration' ? null : origin + BigInt(time.last + 1) * width,
    least: axes === 'time' ? null : edge(duration.first),
    most: axes === 'time' || longest > LONGEST ? null : longest,
  }
}

/** The bins in which an area lies, even in part; null where it lies beside all of them. */
export function areaOf({ origin, width, timeBins, edges }: LatencyMap, brush: Brush): BinArea | null {
  const { from, to, least, most } = brush
  const after = to === null ? timeBins : Math.min(timeBins, Number((to - origin + width - 1n) / width))
  const first = from === null || from < origin ? 0 : Number((from - origin) / width)
  const longer = most === null ? edges.length - 1 : edges.findIndex((edge) => edge >= Number(most))
  const time = { first, last: after - 1 }
  const duration = {
    first:
      least === null
        ? 0
        : Math.max(
            0,
            edges.findLastIndex((edge) => edge <= Number(least)),
          ),
    last: (longer === -1 ? edges.length - 1 : longer) - 1,
  }
  const isWithin = time.first <= time.last && duration.first <= duration.last && duration.first < edges.length - 1
  return isWithin ? { time, duration } : null
}

/** How many lie in the bins of a brush, and how many of them failed. */
export function heldBy(map: LatencyMap, brush: Brush): { count: number; errors: number } {
  const area = areaOf(map, brush)
  if (!area) return { count: 0, errors: 0 }
  const { time, duration } = area
  if (brush.least === null && brush.most === null) return sumOf(map.starts, time)
  if (brush.from === null && brush.to === null) return sumOf(map, duration)
  const { cells } = map
  const held = { count: 0, errors: 0 }
  cells.time.forEach((bin, place) => {
    const length = cells.duration[place] ?? -1
    if (bin < time.first || bin > time.last || length < duration.first || length > duration.last) return
    held.count += cells.counts[place] ?? 0
    held.errors += cells.errors[place] ?? 0
  })
  return held
}

function sumOf({ counts, errors }: { counts: number[]; errors: number[] }, { first, last }: BinRange) {
  const sum = (values: number[]) => values.slice(first, last + 1).reduce((all, one) => all + one, 0)
  return { count: sum(counts), errors: sum(errors) }
}
