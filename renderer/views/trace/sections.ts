import type { TraceColumns } from '../../../preload/contract/trace'
import type { TimeRange } from './timeRange'

type Spans = Pick<TraceColumns, 'start' | 'duration' | 'descendantCount'>

/**
 * The parts of a span, as pairs of pixels from `range.from`, that no counted child covers:
 *
 *     span      ├────────────────────┤
 *     children      ├──┤  ├─────┤
 *     sections  ├───┤  ├─┤     ├─────┤
 *
 * With all children counted these are its self time; with those on the critical path alone, of a span
 * which is on it, they are where the path runs through the span itself. Children are taken in order of
 * their start. Parts thinner than a pixel are gathered until they make one, so that what is drawn keeps
 * its share of the bar however many children there are.
 *
 * @param own when the span ran, as far as it counts: for the critical path only what lies within its ancestors.
 * @param criticalBefore counts only children whose subtree is on the critical path; null counts all.
 */
export function uncoveredSections(
  { start, duration, descendantCount }: Spans,
  row: number,
  own: TimeRange,
  range: TimeRange,
  width: number,
  criticalBefore: Float64Array | null,
): number[] {
  if (!(own.to > own.from)) return []
  const scale = width / (range.to - range.from)
  const viewTo = Math.min(own.to, range.to)
  const sections: number[] = []
  let cursor = Math.max(own.from, range.from)
  let owed = 0

  function add(gapTo: number): void {
    const left = (cursor - range.from) * scale
    const right = (gapTo - range.from) * scale
    const last = sections.length - 1
    if (right - left >= 1) {
      if (last > 0 && left - (sections[last] ?? 0) < 0.25) sections[last] = right
      else sections.push(left, right)
    } else {
      owed += right - left
      if (owed < 1) return
      owed -= 1
      sections.push(Math.max(left, sections[last] ?? left), Math.max(left, sections[last] ?? left) + 1)
    }
  }

  const end = row + (descendantCount[row] ?? 0) + 1
  const reordered = childrenOutOfOrder({ start, descendantCount }, row)
  let place = 0
  let child = reordered ? (reordered[0] ?? end) : row + 1
  while (child < end && cursor < viewTo) {
    const next = child + (descendantCount[child] ?? 0) + 1
    const childFrom = start[child] ?? NaN
    const childTo = childFrom + (duration[child] ?? NaN)
    if (childTo > cursor && (criticalBefore === null || isCritical(criticalBefore, child, next))) {
      if (childFrom > cursor) add(Math.min(childFrom, viewTo))
      cursor = Math.max(cursor, childTo)
    }
    child = reordered ? (reordered[++place] ?? end) : next
  }
  if (cursor < viewTo) add(viewTo)
  return sections
}

/** Whether any of the rows from `row` up to `next` lies on the critical path. */
export function isCritical(criticalBefore: Float64Array, row: number, next: number): boolean {
  return (criticalBefore[next] ?? 0) > (criticalBefore[row] ?? 0)
}

/** The children of a row by start, when they do not stand in that order: times may be corrected. Null when they do. */
function childrenOutOfOrder(
  { start, descendantCount }: Pick<Spans, 'start' | 'descendantCount'>,
  row: number,
): number[] | null {
  const end = row + (descendantCount[row] ?? 0) + 1
  let inOrder = true
  for (let child = row + 1, last = -Infinity; child < end && inOrder; child += (descendantCount[child] ?? 0) + 1) {
    inOrder = !((start[child] ?? NaN) < last)
    last = start[child] ?? NaN
  }
  if (inOrder) return null
  const children: number[] = []
  for (let child = row + 1; child < end; child += (descendantCount[child] ?? 0) + 1) {
    if (!Number.isNaN(start[child] ?? NaN)) children.push(child)
  }
  return children.sort((a, b) => (start[a] ?? 0) - (start[b] ?? 0))
}
