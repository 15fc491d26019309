import type { TimeRange } from './timeRange'

/** Height of a row in CSS pixels. */
export const ROW_HEIGHT = 26

/**
 * What a bar says about its span: `closed` has both ends, `open` never ended, `unplaced` has no start
 * and is shown at the start of the trace.
 */
export type BarShape = 'closed' | 'open' | 'unplaced'

/** A bar in CSS pixels from the left edge of the timeline. It may lie outside of it, partly or wholly. */
export interface Bar {
  left: number
  width: number
  shape: BarShape
}

/** No bar is drawn thinner than this, so that none vanishes. */
export const THINNEST_BAR = 2
/** How long the mark of a span without an end is drawn. */
export const OPEN_BAR = 20

/** Where a span lies when `width` pixels show `range`. `start` and `duration` are nanoseconds, NaN where unknown. */
export function barOf(start: number, duration: number, range: TimeRange, width: number): Bar {
  const scale = width / (range.to - range.from)
  if (Number.isNaN(start)) return { left: -range.from * scale, width: THINNEST_BAR * 4, shape: 'unplaced' }
  const left = (start - range.from) * scale
  if (Number.isNaN(duration)) return { left, width: OPEN_BAR, shape: 'open' }
  return { left, width: Math.max(THINNEST_BAR, duration * scale), shape: 'closed' }
}

export function isInView({ left, width }: Bar, viewWidth: number): boolean {
  return left + width >= 0 && left <= viewWidth
}

/** The bar cut to the view, with a margin that hides the cut ends. Canvas coordinates stay small so. */
export function clipToView({ left, width, shape }: Bar, viewWidth: number): Bar {
  const from = Math.max(left, -8)
  return { left: from, width: Math.min(left + width, viewWidth + 8) - from, shape }
}

export type LabelPlace = 'inside' | 'right' | 'left'

const GAP = 6

/** Where a label of `textWidth` pixels stands: beside its bar where there is room, else on it at its visible start. */
export function labelOf(bar: Bar, textWidth: number, viewWidth: number): { place: LabelPlace; x: number } {
  const right = bar.left + bar.width
  if (right + GAP + textWidth + GAP <= viewWidth) return { place: 'right', x: Math.max(right + GAP, GAP) }
  if (bar.left - GAP - textWidth >= GAP) return { place: 'left', x: bar.left - GAP - textWidth }
  return { place: 'inside', x: Math.min(Math.max(bar.left, 0) + GAP, viewWidth - textWidth - GAP) }
}
