import { clipToParents } from './clipToParents'
import { sortRange } from './sortRange'
import type { SpanTree } from './spanTree'

/**
 * The critical path of each root, as Jaeger UI computes it: from a span's end backwards to the child
 * that finished last before, through that child to its start, and on from there in the parent.
 * (jaeger-ui, `components/TracePage/CriticalPath`; Zhang et al., “CRISP”, USENIX ATC 2022.)
 *
 * `visit` is called for every section, latest first within a root. Times are float64 offsets,
 * comparable within one tree, NaN where unknown. Children are clipped to their parents. O(n log n).
 *
 * Jaeger UI passes over a child that ended at the very moment at which the next one started. With `touching`
 * it counts as what was waited for.
 */
export function walkCriticalPaths(
  tree: SpanTree,
  start: Float64Array,
  end: Float64Array,
  visit: (row: number, sectionStart: number, sectionEnd: number) => void,
  touching = false,
): void {
  const { parent, first, order } = tree
  const { from, to } = clipToParents(tree, start, end)
  const children = childrenByEnd(tree, from, to)
  /** Per row: the next of its children to look at. The bound only ever falls, so none is looked at twice. */
  const next = first.slice(0, parent.length)

  for (const root of order) {
    if ((parent[root] ?? -1) >= 0) break
    if (Number.isNaN(from[root] ?? NaN)) continue
    let row = root
    let bound = to[root] ?? 0
    let entering = true
    while (row >= 0) {
      const child = lastFinished(row, bound, entering || touching)
      const sectionStart = child < 0 ? (from[row] ?? 0) : (to[child] ?? 0)
      if (sectionStart < bound) visit(row, sectionStart, bound)
      entering = child >= 0
      bound = sectionStart
      row = entering ? child : (parent[row] ?? -1)
    }
  }

  /** Of `row`'s children the last that ended before `bound`, or at it when the span is entered from its end; −1 for none. */
  function lastFinished(row: number, bound: number, atBound: boolean): number {
    const last = first[row + 1] ?? 0
    let place = next[row] ?? 0
    let found = -1
    while (place < last && found < 0) {
      const child = children[place++] ?? 0
      const childEnd = to[child] ?? NaN
      if (Number.isNaN(childEnd)) break
      if (childEnd < bound || (atBound && childEnd === bound)) found = child
    }
    next[row] = place
    return found
  }
}

export interface PathSections {
  row: Int32Array
  from: Float64Array
  to: Float64Array
}

/** The sections of the critical path of a tree with one root, in the order of time: each begins where the last one ended. */
export function criticalPathSections(tree: SpanTree, start: Float64Array, end: Float64Array): PathSections {
  const rows: number[] = []
  const from: number[] = []
  const to: number[] = []
  walkCriticalPaths(tree, start, end, (row, sectionStart, sectionEnd) => {
    rows.push(row)
    from.push(sectionStart)
    to.push(sectionEnd)
  })
  return {
    row: Int32Array.from(rows).reverse(),
    from: Float64Array.from(from).reverse(),
    to: Float64Array.from(to).reverse(),
  }
}

/** Nanoseconds of each span on the critical path of its root; 0 off it. */
export function criticalPathTimes(tree: SpanTree, start: Float64Array, end: Float64Array): Float64Array {
  const times = new Float64Array(start.length)
  walkCriticalPaths(tree, start, end, (row, sectionStart, sectionEnd) => {
    times[row] = (times[row] ?? 0) + sectionEnd - sectionStart
  })
  return times
}

/** The child lists, each by end, latest first, dropped ones last; at equal ends the earlier start goes first. */
function childrenByEnd({ first, child, parent }: SpanTree, from: Float64Array, to: Float64Array): Int32Array {
  const children = child.slice()
  const endOf = (row: number) => to[row] ?? NaN
  const compare = (a: number, b: number) => {
    const endA = endOf(a)
    const endB = endOf(b)
    if (Number.isNaN(endA) || Number.isNaN(endB)) return Number(Number.isNaN(endA)) - Number(Number.isNaN(endB))
    return endB - endA || (from[a] ?? 0) - (from[b] ?? 0)
  }
  for (let row = 0; row < parent.length; row++) sortRange(children, first[row] ?? 0, first[row + 1] ?? 0, compare)
  return children
}
