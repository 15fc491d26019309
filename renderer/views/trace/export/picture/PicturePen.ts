import type { Pen } from '../../Pen'

/** What a picture is drawn with: SVG or a canvas. Texts have their middle at their y. */
export interface PicturePen extends Pen {
  /** Draws with the origin moved. Colours and lengths are to be set anew in there, and behind it. */
  at(x: number, y: number, draw: () => void): void
  /** The outline of an SVG path at a place. */
  mark(path: string, x: number, y: number): void
}
