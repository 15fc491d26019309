import { ROW_HEIGHT } from '../layout'

/** More would take the place of the rows themselves. */
const MOST = 4
/** Of the height that shows, they take one part in so many at most. */
const SHARE = 4

/** Ancestors of the first row in view that stay at the top. */
export interface StickyRows {
  /** The outermost first. */
  rows: number[]
  /** How many further ancestors stand above them, which have no room. */
  more: number
  /** So many of them, from the top, stay; the others are on their way out with the rows that end below them. */
  staying: number
  /** How far these are moved up, in pixels. */
  moved: number
}

export const NO_STICKY_ROWS: StickyRows = { rows: [], more: 0, staying: 0, moved: 0 }

/** How many rows may stick where `viewHeight` pixels show. */
export function mostSticky(viewHeight: number): number {
  return Math.min(MOST, Math.floor(viewHeight / ROW_HEIGHT / SHARE))
}

/** Where the lowest of them ends, in pixels from the top. */
export function stickyHeight({ rows, moved }: StickyRows): number {
  return rows.length * ROW_HEIGHT - moved
}

/** Where one of them lies, in pixels from the top. */
export function stickyTop({ staying, moved }: StickyRows, place: number): number {
  return place * ROW_HEIGHT - (place < staying ? 0 : moved)
}

/**
 * Finds the rows that stick: as many as cover only rows which lie deeper than they, and of these ancestors the nearest.
 * Where a branch ends below them, those that belong to it leave with it. Looks at no more rows than may stick.
 */
export function stickyRows(
  rows: Int32Array,
  offset: number,
  most: number,
  depthOf: (row: number) => number,
  parentOf: (row: number) => number,
): StickyRows {
  const first = Math.floor(offset / ROW_HEIGHT)
  const depthAt = (place: number) => (first + place < rows.length ? depthOf(rows[first + place] ?? 0) : 0)
  let count = 0
  while (count < most && depthAt(count) > count) count++
  if (count === 0) return NO_STICKY_ROWS
  const below = depthAt(count)
  const ends = below < count
  const beneath = rows[first + count - Number(ends)] ?? 0
  const more = depthOf(beneath) - count
  const above: number[] = []
  for (let row = beneath; above.length < count;) {
    row = parentOf(row)
    above.unshift(row)
  }
  return {
    rows: above,
    more,
    staying: ends ? Math.max(0, below - more) : count,
    moved: ends ? offset - first * ROW_HEIGHT : 0,
  }
}
