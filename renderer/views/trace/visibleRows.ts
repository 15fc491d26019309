import type { TraceColumns } from '../../../preload/contract/trace'
import { HIDDEN } from './fold/foldsOf'

type Tree = Pick<TraceColumns, 'spanCount' | 'descendantCount'> &
  Partial<Pick<TraceColumns, 'missingParentFirst' | 'missingParentNext'>>

/** Nothing is hidden by an array that holds no bytes. */
const NOTHING = new Uint8Array(0)
const NO_ROWS = new Int32Array(0)

/**
 * The rows that are shown, in order: all but those below a collapsed row, those that another row stands for, and those
 * that are not kept. A missing parent, numbered after all spans, comes before the first shown row that is below it. One
 * loop, one step per row shown or left out with all that is below it.
 *
 * @param folded as `Folding.hidden`; empty for nothing folded.
 * @param kept as `keptRows`; none for all.
 * @param root the row whose branch alone is shown; −1 for the whole trace.
 */
export function visibleRows(
  { spanCount, descendantCount, missingParentFirst: first = NO_ROWS, missingParentNext: next = NO_ROWS }: Tree,
  collapsed: Uint8Array,
  folded: Uint8Array = NOTHING,
  kept?: Uint8Array,
  root = -1,
): Int32Array {
  const end = root < 0 ? spanCount : root + (descendantCount[root] ?? 0) + 1
  let row = Math.max(0, root)
  const rows = new Int32Array(end - row + first.length)
  let count = 0
  let missing = 0
  let missingFirst = root < 0 ? (first[0] ?? end) : end
  while (row < end) {
    const away = folded[row] === HIDDEN || kept?.[row] === 0
    if (row >= missingFirst && !away) {
      while ((next[missing] ?? end) <= row) missing++
      missingFirst = first[missing] ?? end
      if (missingFirst <= row) {
        rows[count++] = spanCount + missing
        if (collapsed[spanCount + missing]) row = next[missing] ?? end
        missingFirst = first[++missing] ?? end
        continue
      }
    }
    if (!away) rows[count++] = row
    row += away || collapsed[row] || folded[row] ? (descendantCount[row] ?? 0) + 1 : 1
  }
  return rows.subarray(0, count)
}

/**
 * The place of a row among the visible ones; when it is hidden, of the one before it; −1 for none.
 *
 * @param orderOf a number that ascends with the rows, where the rows themselves do not.
 */
export function placeOf(rows: Int32Array, row: number, orderOf = (one: number) => one): number {
  const order = orderOf(row)
  let low = 0
  let high = rows.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    if (orderOf(rows[middle] ?? 0) <= order) low = middle + 1
    else high = middle - 1
  }
  return row < 0 ? -1 : high
}

/**
 * The row that shows in place of a hidden one: its outermost ancestor that hides it, or the row that stands for that
 * one; −1 when there is none.
 *
 * @param standsFor what shows instead of a row and all below it; undefined where a row shows itself.
 */
export function shownFor(
  parent: Int32Array,
  collapsed: Uint8Array,
  standsFor: (row: number) => number | undefined,
  row: number,
): number {
  let shown = row
  for (let above = row; above >= 0; above = parent[above] ?? -1) {
    const stand = standsFor(above)
    if (stand !== undefined) shown = stand
    else if (collapsed[above]) shown = above
  }
  return shown
}
