import type { SpanMarks } from '../../../preload/contract/marks'
import type { Palette } from './palette'
import type { Pen } from './Pen'
import type { TimeRange } from './timeRange'

const RADIUS = 2.2
/** Of the selected span's events. */
const LARGE = 3.4

/** The events of a span as dots on its bar, exceptions on top in the colour of errors. `middle` is the bar's, in pixels. */
export function drawEvents(
  context: Pen,
  { events, exceptions }: SpanMarks,
  {
    range,
    width,
    palette,
    shownAt,
  }: {
    range: TimeRange
    width: number
    palette: Palette
    shownAt: (moment: number) => number
  },
  middle: number,
  selected: boolean,
): void {
  const radius = selected ? LARGE : RADIUS
  context.strokeStyle = palette.surface
  context.lineWidth = 1.5
  for (const [moments, colour] of [
    [events, palette.ink],
    [exceptions, palette.error],
  ] as const) {
    context.fillStyle = colour
    let last = -Infinity
    for (const moment of moments) {
      const x = ((shownAt(moment) - range.from) / (range.to - range.from)) * width
      if (x < -6 || x > width + 6 || x - last < 1) continue
      last = x
      context.beginPath()
      context.arc(x, middle, radius, 0, 2 * Math.PI)
      context.stroke()
      context.fill()
    }
  }
}
