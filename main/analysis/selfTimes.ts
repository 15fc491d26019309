import { sortRange } from './sortRange'
import type { SpanTree } from './spanTree'

/**
 * Each span's duration minus the union of its children's intervals, which are clipped to it.
 * Times are float64 offsets, comparable within one tree; NaN where unknown, and then so is the answer.
 * Children without a known interval take nothing. O(n log n).
 */
export function selfTimes({ first, child }: SpanTree, start: Float64Array, end: Float64Array): Float64Array {
  const self = new Float64Array(start.length)
  const children = child.slice()
  const byStart = (a: number, b: number) => (start[a] ?? 0) - (start[b] ?? 0)
  for (let row = 0; row < self.length; row++) {
    const from = start[row] ?? NaN
    const to = end[row] ?? NaN
    const own = to - from
    if (!(own >= 0)) {
      self[row] = NaN
      continue
    }
    const firstPlace = first[row] ?? 0
    const known = moveKnownFirst(children, firstPlace, first[row + 1] ?? 0, start, end)
    sortRange(children, firstPlace, known, byStart)
    let covered = 0
    let coveredTo = from
    for (let place = firstPlace; place < known; place++) {
      const below = children[place] ?? 0
      const childFrom = Math.max(start[below] ?? 0, coveredTo)
      const childTo = Math.min(end[below] ?? 0, to)
      if (childTo > childFrom) {
        covered += childTo - childFrom
        coveredTo = childTo
      }
    }
    self[row] = own - covered
  }
  return self
}

/** Moves rows with a known interval to the front of the range; the end of that front. */
function moveKnownFirst(rows: Int32Array, from: number, to: number, start: Float64Array, end: Float64Array): number {
  let known = from
  for (let place = from; place < to; place++) {
    const row = rows[place] ?? 0
    if (!((end[row] ?? NaN) >= (start[row] ?? NaN))) continue
    rows[place] = rows[known] ?? 0
    rows[known++] = row
  }
  return known
}
