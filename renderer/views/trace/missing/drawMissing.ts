import type { Palette } from '../palette'
import type { Pen } from '../Pen'
import type { Bar } from '../layout'

/** A dashed frame: the span that ran here, or for longer, is not known. `bar` is cut to the view. */
export function drawMissing(context: Pen, { muted }: Palette, { left, width }: Bar, top: number, height: number): void {
  context.strokeStyle = muted
  context.lineWidth = 1.25
  context.setLineDash([4, 3])
  context.strokeRect(left + 0.5, top + 1.5, Math.max(1, width - 1), height - 3)
  context.setLineDash([])
}
