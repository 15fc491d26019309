import type { TraceColumns } from '../../../preload/contract/trace'
import { HIDDEN } from './fold/foldsOf'

type Tree = Pick<TraceColumns, 'spanCount' | 'descendantCount'>

/**
 * The rows that are shown, in order: all but those below a collapsed row, and those that another row stands for.
 * One loop, one step per row shown.
 *
 * @param folded as `Folding.hidden`; none for nothing folded.
 */
export function visibleRows(
  { spanCount, descendantCount }: Tree,
  collapsed: Uint8Array,
  folded = new Uint8Array(0),
): Int32Array {
  const rows = new Int32Array(spanCount)
  let count = 0
  let row = 0
  while (row < spanCount) {
    if (folded[row] !== HIDDEN) rows[count++] = row
    row += collapsed[row] || folded[row] ? (descendantCount[row] ?? 0) + 1 : 1
  }
  return rows.subarray(0, count)
}

/** The place of a row among the visible ones; when it is hidden, of the one before it; −1 for none. */
export function placeOf(rows: Int32Array, row: number): number {
  let low = 0
  let high = rows.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    if ((rows[middle] ?? 0) <= row) low = middle + 1
    else high = middle - 1
  }
  return row < 0 ? -1 : high
}

/** The row that shows in place of a hidden one: its outermost ancestor that hides it, or who stands for that one. */
export function shownFor(
  parent: Int32Array,
  collapsed: Uint8Array,
  standsFor: (row: number) => number,
  row: number,
): number {
  let shown = row
  for (let above = row; above >= 0; above = parent[above] ?? -1) {
    const stand = standsFor(above)
    if (stand !== -1) shown = stand
    else if (collapsed[above]) shown = above
  }
  return shown
}
