import type { TraceColumns } from '../../../preload/contract/trace'

type Tree = Pick<TraceColumns, 'spanCount' | 'descendantCount'>

/** The rows that are shown, in order: all but those below a collapsed row. One loop, one step per row shown. */
export function visibleRows({ spanCount, descendantCount }: Tree, collapsed: Uint8Array): Int32Array {
  const rows = new Int32Array(spanCount)
  let count = 0
  let row = 0
  while (row < spanCount) {
    rows[count++] = row
    row += collapsed[row] ? (descendantCount[row] ?? 0) + 1 : 1
  }
  return rows.subarray(0, count)
}

/** The place of a row among the visible ones; of its outermost collapsed ancestor when it is hidden; −1 for none. */
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
