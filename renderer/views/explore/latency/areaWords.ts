import type { LatencyMap } from '../../../../preload/contract/explore/latency'
import { countOf, formatCount } from '../../../../preload/contract/formatCount'
import { sayRange } from '../../../query/answer/timeRange'
import type { Brush } from '../brush'
import { heldBy } from './brushedArea'
import { formatEdge } from './formatEdge'
import { formatShare } from '../../../../preload/contract/formatShare'

/** Where an area is: `10:02:00 – 10:03:00, 1.00 ms – 2.00 ms`. */
export function sayArea({ from, to, least, most }: Brush): string {
  const durations =
    most === null ? `${formatEdge(least ?? 0n)} and longer` : `${formatEdge(least ?? 0n)} – ${formatEdge(most)}`
  return [sayRange({ from, to }), least === null && most === null ? null : durations]
    .filter((part) => part !== null)
    .join(', ')
}

/** What is in it: `1,234 spans (4.1 %), 12 failed`. */
export function sayHeld(map: LatencyMap, brush: Brush, noun: string): string {
  const { count, errors } = heldBy(map, brush)
  const failed = errors > 0 ? `, ${formatCount(errors)} failed` : ''
  return `${countOf(count, noun)} (${formatShare(count, map.total)})${failed}`
}
