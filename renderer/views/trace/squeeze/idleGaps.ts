import type { TraceColumns } from '../../../../preload/contract/trace'
import type { TimeRange } from '../timeRange'

type Spans = Pick<TraceColumns, 'spanCount' | 'start' | 'duration' | 'childCount'>

/** A shorter share of the whole trace is no gap. */
const LEAST_SHARE = 0.2
/** While spans wait for others, only this share of the whole and this many nanoseconds are a gap. */
const LEAST_WAITING_SHARE = 0.5
const LEAST_WAITING = 60e9
/** Stretches of time that are looked at together: each gap holds several whole ones. */
const BUCKETS = 256

/**
 * The long stretches of a trace in which nothing happens, in order. Two kinds count:
 *
 *     no span is active                 ├──work──┤               ├──work──┤
 *                                                ╵      gap      ╵
 *     spans only wait for their         ├─────────────parent──────────────┤
 *     children, and nothing starts         ├child┤                 ├child┤
 *     or ends, for a minute or more              ╵       gap       ╵
 *
 * The time of a parent between its children may also be work of its own: so the second kind must be longer than
 * what anybody computes without a span, and half of the trace. A span that never ended counts as its start.
 * Each row is visited once per kind.
 */
export function idleGaps(columns: Spans, extent: TimeRange): TimeRange[] {
  const whole = extent.to - extent.from
  const unused = gapsOf(columns, extent, () => true).filter(({ from, to }) => to - from >= whole * LEAST_SHARE)
  if (whole < LEAST_WAITING) return unused
  const waiting = gapsOf(columns, extent, (row) => !columns.childCount[row]).filter(
    ({ from, to }) => to - from >= Math.max(LEAST_WAITING, whole * LEAST_WAITING_SHARE),
  )
  const others = waiting.filter(({ from, to }) => !unused.some((gap) => gap.from < to && gap.to > from))
  return [...unused, ...others].sort((a, b) => a.from - b.from)
}

/**
 * Gaps that hold at least one whole bucket between the moments at which spans start or end, and which no span covers
 * for which `covers` is true.
 */
function gapsOf(
  { spanCount, start, duration }: Spans,
  { from, to }: TimeRange,
  covers: (row: number) => boolean,
): TimeRange[] {
  const scale = BUCKETS / (to - from)
  const bucketOf = (moment: number) => Math.min(BUCKETS - 1, Math.max(0, Math.floor((moment - from) * scale)))
  const first = new Float64Array(BUCKETS).fill(Infinity)
  const last = new Float64Array(BUCKETS).fill(-Infinity)
  const steps = new Int32Array(BUCKETS + 1)
  for (let row = 0; row < spanCount; row++) {
    const begin = start[row] ?? NaN
    if (Number.isNaN(begin)) continue
    const length = duration[row] ?? NaN
    const end = length > 0 ? begin + length : begin
    const low = bucketOf(begin)
    const high = bucketOf(end)
    first[low] = Math.min(first[low] ?? 0, begin)
    last[low] = Math.max(last[low] ?? 0, low === high ? end : begin)
    first[high] = Math.min(first[high] ?? 0, low === high ? begin : end)
    last[high] = Math.max(last[high] ?? 0, end)
    if (!covers(row)) continue
    steps[low] = (steps[low] ?? 0) + 1
    steps[high] = (steps[high] ?? 0) - 1
  }
  const gaps: TimeRange[] = []
  let active = 0
  let since = NaN
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    if (Number.isFinite(first[bucket])) {
      if (!Number.isNaN(since)) gaps.push({ from: since, to: first[bucket] ?? 0 })
      since = last[bucket] ?? 0
    }
    active += steps[bucket] ?? 0
    if (active > 0) since = NaN
  }
  return gaps
}
