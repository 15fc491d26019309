/**
 * Height of the tallest scrolled content that is laid out. Chromium's layout ends at 2^25 pixels
 * (33,554,432), Firefox's near 17.8 million.
 */
export const MAX_SCROLL_HEIGHT = 15_000_000

/** Rows of one height in a viewport, of which more may exist than one scroller can be tall. Lengths in pixels. */
export interface RowGeometry {
  rowCount: number
  rowHeight: number
  viewportHeight: number
}

/** The rows that are (partly) to be seen: `first` to `last`, exclusive. */
export interface RowRange {
  first: number
  last: number
}

/** Height to give the scrolled element: that of all rows, or the tallest possible. */
export function scrollHeight({ rowCount, rowHeight }: RowGeometry): number {
  return Math.min(rowCount * rowHeight, MAX_SCROLL_HEIGHT)
}

/** Whether a pixel of the scroll bar stands for more than a pixel of rows. */
export function isScaled({ rowCount, rowHeight }: RowGeometry): boolean {
  return rowCount * rowHeight > MAX_SCROLL_HEIGHT
}

/** The furthest that the rows can be moved up. */
export function maxOffset({ rowCount, rowHeight, viewportHeight }: RowGeometry): number {
  return Math.max(0, rowCount * rowHeight - viewportHeight)
}

/** How far the rows are moved up when the scroller stands at `scrollTop`. */
export function offsetAt(geometry: RowGeometry, scrollTop: number): number {
  const end = maxOffset(geometry)
  if (!isScaled(geometry)) return clamp(scrollTop, end)
  const scrollEnd = Math.max(1, scrollHeight(geometry) - geometry.viewportHeight)
  return clamp((scrollTop / scrollEnd) * end, end)
}

/** Where the scroller stands when the rows are moved up by `offset`: the inverse of `offsetAt`. */
export function scrollTopAt(geometry: RowGeometry, offset: number): number {
  const end = maxOffset(geometry)
  const wanted = clamp(offset, end)
  if (!isScaled(geometry) || end === 0) return wanted
  return (wanted / end) * Math.max(1, scrollHeight(geometry) - geometry.viewportHeight)
}

/** Rows to be seen at `offset`, with `overscan` more on either side. */
export function rowsAt(geometry: RowGeometry, offset: number, overscan = 0): RowRange {
  const { rowCount, rowHeight, viewportHeight } = geometry
  const first = Math.floor(offset / rowHeight) - overscan
  const last = Math.ceil((offset + viewportHeight) / rowHeight) + overscan
  return { first: Math.max(0, Math.min(first, rowCount)), last: Math.max(0, Math.min(last, rowCount)) }
}

/** The least move which brings the whole of `row` into sight; the same offset when it is there already. */
export function offsetToShow(geometry: RowGeometry, offset: number, row: number): number {
  const top = row * geometry.rowHeight
  const bottom = top + geometry.rowHeight
  if (top < offset) return clamp(top, maxOffset(geometry))
  if (bottom > offset + geometry.viewportHeight) return clamp(bottom - geometry.viewportHeight, maxOffset(geometry))
  return clamp(offset, maxOffset(geometry))
}

function clamp(value: number, end: number): number {
  return Math.max(0, Math.min(value, end))
}
