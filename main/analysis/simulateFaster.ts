import { clipToParents } from './clipToParents'
import { sortRange } from './sortRange'
import type { SpanTree } from './spanTree'

/** What becomes faster of a span: its own time, which none of its children covers; or all of it, with what is below. */
export const OWN_TIME = 1
const WHOLE = 2

/**
 * When each span would run if some took only `factor` of their time; NaN where a span has no part within its parent.
 * `faster` says of each row what shrinks: nothing (0), `OWN_TIME`, or all, as `withDescendants` has it.
 *
 * The model, which sees nothing but the recorded times:
 * - a child waited for every sibling that had ended when it started, and starts as long after the last of them as it
 *   did; one that followed none starts as long after its parent's start;
 * - a parent waited for all its children, and ends as long after the last of them as it did. Another child may be that
 *   last one now;
 * - what lies between these moments is the parent's, and shrinks when the parent is faster: where a child covers it, only
 *   when that shrinks too.
 *
 *     parent  ├─────────────────────┤            ├──────────────────┤
 *     a, b      ├─ a ─────┤ ├─ b ─┤      a ½:      ├─ a ┤ ├─ b ─┤
 *     c         ├─ c ────────┤                     ├─ c ────────┤
 *
 * Its limits: a span that waited for another by chance, not by need, moves with it; siblings that overlap, however
 * little, are taken to be independent; as on the critical path, what outlasts its parent counts as far as the parent
 * goes, and the parent as having waited for it. Nothing ever takes longer than it did. O(n log n).
 */
export function simulateFaster(
  tree: SpanTree,
  start: Float64Array,
  end: Float64Array,
  faster: Uint8Array,
  factor: number,
): { start: Float64Array; end: Float64Array } {
  const { parent, first, child, order } = tree
  const { from, to } = clipToParents(tree, start, end)
  const at = (times: Float64Array, row: number) => times[row] ?? NaN
  const startsFirst = (a: number, b: number) => at(from, a) - at(from, b) || at(to, a) - at(to, b) || a - b
  const endsFirst = (a: number, b: number) => at(to, a) - at(to, b) || at(from, a) - at(from, b) || a - b
  const byStart = child.slice()
  const byEnd = child.slice()
  /** Of each row: how long it takes, and its start after that of its parent, once that is known. */
  const length = new Float64Array(parent.length).fill(NaN)
  const offset = new Float64Array(parent.length).fill(NaN)

  for (let place = order.length - 1; place >= 0; place--) {
    const row = order[place] ?? 0
    if (!Number.isNaN(at(from, row))) length[row] = placeChildren(row, faster[row] ? factor : 1, faster[row] === WHOLE)
  }
  const newStart = new Float64Array(parent.length)
  const newEnd = new Float64Array(parent.length)
  for (const row of order) {
    const above = parent[row] ?? -1
    newStart[row] = above < 0 ? at(from, row) : at(newStart, above) + at(offset, row)
    newEnd[row] = at(newStart, row) + at(length, row)
  }
  return { start: newStart, end: newEnd }

  /** Sets the offsets of a row's children; the length of the row. */
  function placeChildren(row: number, keeps: number, whole: boolean): number {
    const begin = first[row] ?? 0
    const known = moveKnownFirst(begin, first[row + 1] ?? 0)
    sortRange(byStart, begin, known, startsFirst)
    sortRange(byEnd, begin, known, endsFirst)
    let ended = begin
    /** The last end so far, as it was, and after the row's start as it will be. */
    let endedAt = at(from, row)
    let endsAt = 0
    /** The last stretch without a pause in which children ran. */
    let busyFrom = endedAt
    let busyTo = endedAt
    const take = (below: number) => {
      endedAt = at(to, below)
      endsAt = Math.max(endsAt, at(offset, below) + at(length, below))
    }
    for (let place = begin; place < known; place++) {
      const below = byStart[place] ?? 0
      const startedAt = at(from, below)
      // Of several without length at one moment, those that were not placed yet did not end before.
      for (; ended < known; ended++) {
        const before = byEnd[ended] ?? 0
        if (at(to, before) > startedAt || Number.isNaN(at(offset, before))) break
        take(before)
      }
      if (startedAt > busyTo) busyFrom = startedAt
      busyTo = Math.max(busyTo, at(to, below))
      const gap = startedAt - endedAt
      offset[below] = endsAt + gap - (1 - keeps) * (whole ? gap : Math.max(0, busyFrom - endedAt))
    }
    for (; ended < known; ended++) take(byEnd[ended] ?? 0)
    return endsAt + (at(to, row) - endedAt) * keeps
  }

  /** Moves children with a known interval to the front of both lists; the end of that front. */
  function moveKnownFirst(begin: number, finish: number): number {
    let known = begin
    for (let place = begin; place < finish; place++) {
      const row = child[place] ?? 0
      if (Number.isNaN(at(from, row))) continue
      byStart[known] = row
      byEnd[known++] = row
    }
    return known
  }
}

/** The rows that become faster, with all that is below them. */
export function withDescendants({ parent, order }: SpanTree, faster: Uint8Array): Uint8Array {
  const all = new Uint8Array(faster.length)
  for (const row of order) if (faster[row] || all[parent[row] ?? -1]) all[row] = WHOLE
  return all
}
