import type { SpanTree } from './spanTree'

/**
 * The part of each span's interval that lies within its parent's part; NaN for a span which has none
 * (it lies outside, or above it is such a span, or its start is unknown). A span without an end has
 * an interval without length.
 */
export function clipToParents(
  { parent, order }: SpanTree,
  start: Float64Array,
  end: Float64Array,
): { from: Float64Array; to: Float64Array } {
  const from = new Float64Array(start.length)
  const to = new Float64Array(start.length)
  for (const row of order) {
    const above = parent[row] ?? -1
    const spanStart = start[row] ?? NaN
    const known = (end[row] ?? NaN) >= spanStart
    const spanEnd = known ? (end[row] ?? NaN) : spanStart
    if (above < 0) {
      from[row] = spanStart
      to[row] = spanEnd
      continue
    }
    const parentFrom = from[above] ?? NaN
    const parentTo = to[above] ?? NaN
    const overlaps = spanStart >= parentFrom ? spanStart < parentTo : spanEnd > parentFrom
    from[row] = overlaps ? Math.max(spanStart, parentFrom) : NaN
    to[row] = overlaps ? Math.min(spanEnd, parentTo) : NaN
  }
  return { from, to }
}
