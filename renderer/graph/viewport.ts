import type { GraphLayout, Point } from './layeredLayout'

/** How a layout is looked at: its point (`x`, `y`) is at the upper left corner, and a pixel of it is `scale` pixels wide. */
export interface Viewport extends Point {
  scale: number
}

interface Size {
  width: number
  height: number
}

const SMALLEST = 0.08
const LARGEST = 3
/** No smaller than this when all is brought into view: names can still be read. */
const LEGIBLE = 0.5
const MARGIN = 28

/** All of a layout in the middle of the view, at most in its own size; what is too large to be read begins at its left. */
export function fitted(layout: Pick<GraphLayout, 'width' | 'height'>, view: Size, least = LEGIBLE): Viewport {
  const room = Math.min((view.width - 2 * MARGIN) / layout.width, (view.height - 2 * MARGIN) / layout.height)
  const scale = Math.min(1, Math.max(least, room))
  const aside = (length: number, shown: number) => (length - shown / scale) / 2
  return {
    x: layout.width * scale > view.width - 2 * MARGIN ? -MARGIN / scale : aside(layout.width, view.width),
    y: aside(layout.height, view.height),
    scale,
  }
}

/** Scaled by `factor` around a point of the view, which stays where it is. */
export function zoomed({ x, y, scale }: Viewport, factor: number, at: Point): Viewport {
  const next = Math.min(LARGEST, Math.max(SMALLEST, scale * factor))
  return { x: x + at.x / scale - at.x / next, y: y + at.y / scale - at.y / next, scale: next }
}

/** Moved by pixels of the view. */
export function moved({ x, y, scale }: Viewport, byX: number, byY: number): Viewport {
  return { x: x + byX / scale, y: y + byY / scale, scale }
}

/** Moved as little as brings a rectangle of the layout into the view. */
export function bringing(viewport: Viewport, view: Size, corner: Point, size: Size): Viewport {
  const inside = (from: number, length: number, at: number, shown: number) => {
    const [one, other] = [at - MARGIN / viewport.scale, at + length + MARGIN / viewport.scale - shown]
    return Math.min(Math.max(from, Math.min(one, other)), Math.max(one, other))
  }
  const { scale } = viewport
  return {
    x: inside(viewport.x, size.width, corner.x, view.width / scale),
    y: inside(viewport.y, size.height, corner.y, view.height / scale),
    scale,
  }
}
