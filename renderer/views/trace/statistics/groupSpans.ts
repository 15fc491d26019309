import type { TraceColumns } from '../../../../preload/contract/trace'
import { ERROR } from '../measureTrace'
import type { Slices } from '../Slices'
import { nestGroups } from './nestGroups'
import { selectNth } from './selectNth'

/** What is reckoned of a group of spans. Times are nanoseconds, NaN where no span of the group has one. */
export const FIGURES = [
  'spans',
  'errors',
  'total',
  'self',
  'average',
  'min',
  'p50',
  'p95',
  'max',
  /** Self time of its spans per duration of the trace; above 1 where they ran beside one another. */
  'share',
] as const
export type Figure = (typeof FIGURES)[number]

export interface GroupTable {
  /** Groups of the first level are 0 to `firstCount` − 1; those within group g are `within[g]` to `within[g + 1]` − 1. */
  firstCount: number
  within: Int32Array
  /** Per group the value by which it was made, of the first or of the second grouping; −1 for spans without one. */
  value: Int32Array
  figures: Record<Figure, Float64Array>
}

type Columns = Pick<TraceColumns, 'spanCount' | 'duration' | 'selfTime' | 'status' | 'durationNs'>

/**
 * Groups the given rows (all, when none are given) by a value, and within that by another when there is one. Both are
 * given for every row of the trace, −1 for none. Linear in the rows; percentiles are those of DuckDB's `quantile_disc`.
 */
export async function groupSpans(
  columns: Columns,
  first: Int32Array,
  second: Int32Array | null,
  rows: Int32Array | undefined,
  slices: Slices,
): Promise<GroupTable> {
  const { groupOf, value, within, firstCount, rowCount } = await nestGroups(
    columns.spanCount,
    first,
    second,
    rows,
    slices,
  )
  const count = value.length
  const column = () => new Float64Array(count)
  const figures: GroupTable['figures'] = {
    spans: column(),
    errors: column(),
    total: column(),
    self: column(),
    average: column(),
    min: column().fill(NaN),
    p50: column().fill(NaN),
    p95: column().fill(NaN),
    max: column().fill(NaN),
    share: column(),
  }
  const { spans, errors, total, self } = figures
  const timed = new Int32Array(count)
  const rowAt = (place: number) => (rows ? (rows[place] ?? 0) : place)
  await slices.each(rowCount, (place) => {
    const row = rowAt(place)
    const group = groupOf[place] ?? 0
    const duration = columns.duration[row] ?? NaN
    const own = columns.selfTime[row] ?? NaN
    spans[group] = (spans[group] ?? 0) + 1
    if (columns.status[row] === ERROR) errors[group] = (errors[group] ?? 0) + 1
    if (own > 0) self[group] = (self[group] ?? 0) + own
    if (!(duration >= 0)) return
    timed[group] = (timed[group] ?? 0) + 1
    total[group] = (total[group] ?? 0) + duration
  })

  const begin = placesOf(timed, firstCount, within)
  const durations = new Float64Array(begin[count] ?? 0)
  const next = begin.slice()
  await slices.each(rowCount, (place) => {
    const duration = columns.duration[rowAt(place)] ?? NaN
    const group = groupOf[place] ?? 0
    if (!(duration >= 0)) return
    const free = next[group] ?? 0
    durations[free] = duration
    next[group] = free + 1
  })

  // Groups within others come first: their durations lie side by side, and those of the outer group are all of these.
  for (let group = count - 1; group >= 0; group--) {
    const inner = within[group + 1] ?? 0
    const outer = group < firstCount && (within[group] ?? 0) < inner
    if (outer) {
      for (let of = within[group] ?? 0; of < inner; of++) {
        for (const sum of [spans, errors, total, self]) sum[group] = (sum[group] ?? 0) + (sum[of] ?? 0)
        timed[group] = (timed[group] ?? 0) + (timed[of] ?? 0)
      }
    }
    const from = begin[outer ? (within[group] ?? 0) : group] ?? 0
    spread(durations, from, from + (timed[group] ?? 0), group, figures)
    figures.average[group] = (total[group] ?? 0) / (timed[group] ?? 0)
    figures.share[group] = columns.durationNs > 0 ? (self[group] ?? 0) / columns.durationNs : NaN
    if (slices.isUp) await slices.pause()
  }
  return { firstCount, within, value, figures }
}

/** Where the durations of each group begin, those of the innermost groups side by side; behind the last, their number. */
function placesOf(timed: Int32Array, firstCount: number, within: Int32Array): Int32Array {
  const begin = new Int32Array(timed.length + 1)
  const nested = (within[firstCount] ?? 0) > firstCount
  let place = 0
  for (let group = nested ? firstCount : 0; group < timed.length; group++) {
    begin[group] = place
    place += timed[group] ?? 0
  }
  begin[timed.length] = place
  return begin
}

/** The shortest, the longest and the percentiles of the durations from `from` up to `to`, which are reordered. */
function spread(
  durations: Float64Array,
  from: number,
  to: number,
  group: number,
  figures: GroupTable['figures'],
): void {
  if (from === to) return
  let min = Infinity
  let max = -Infinity
  for (let place = from; place < to; place++) {
    const duration = durations[place] ?? 0
    if (duration < min) min = duration
    if (duration > max) max = duration
  }
  const rank = (share: number) => from + Math.max(0, Math.ceil(share * (to - from)) - 1)
  figures.min[group] = min
  figures.max[group] = max
  figures.p50[group] = selectNth(durations, from, to, rank(0.5))
  figures.p95[group] = selectNth(durations, rank(0.5), to, rank(0.95))
}
