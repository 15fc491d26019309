import { countOf, formatCount } from '../../../../../preload/contract/formatCount'
import type { Palette } from '../../palette'
import { fitText } from './fitText'
import type { PicturePen } from './PicturePen'

export interface PictureHead {
  service: string
  operation: string
  /** The colour of the service. */
  colour: string
  /** What is said of the trace, and of what the picture shows of it. */
  facts: string[]
  legend: { name: string; spanCount: number; colour: string }[]
}

/** Services that are named; the others are counted. */
const MOST_NAMED = 40
const GAP = 18

/** Draws the title, the facts and the services of a trace. Answers its height in pixels. */
export function drawHead(
  pen: PicturePen,
  { service, operation, colour, facts, legend }: PictureHead,
  palette: Palette,
  width: number,
): number {
  const write = (text: string, x: number, y: number, font: string, ink: string, room = width - x): number => {
    pen.font = `${font} ${palette.font}`
    pen.fillStyle = ink
    const fitting = fitText(text, room, (part) => pen.measureText(part).width)
    pen.fillText(fitting, x, y)
    return x + pen.measureText(fitting).width
  }
  pen.fillStyle = colour
  pen.beginPath()
  pen.roundRect(0, 5, 10, 10, 3)
  pen.fill()
  const named = write(service, 18, 10, '500 16px', palette.muted, width * 0.4)
  write(operation, named + 8, 10, '600 16px', palette.ink)
  let y = 34
  let x = 0
  const flow = (length: number) => {
    if (x > 0 && x + length > width) {
      x = 0
      y += 18
    }
  }
  for (const fact of facts) {
    pen.font = `400 12px ${palette.font}`
    flow(pen.measureText(fact).width)
    x = write(fact, x, y, '400 12px', palette.ink) + GAP
  }
  x = 0
  y += 22
  for (const { name, spanCount, colour: own } of legend.slice(0, MOST_NAMED)) {
    pen.font = `400 12px ${palette.font}`
    const count = formatCount(spanCount)
    const label = fitText(name, width / 3, (part) => pen.measureText(part).width)
    flow(14 + pen.measureText(`${label} ${count}`).width)
    pen.fillStyle = own
    pen.beginPath()
    pen.roundRect(x, y - 4, 8, 8, 2)
    pen.fill()
    x = write(label, x + 14, y, '400 12px', palette.ink)
    x = write(count, x + 5, y, '400 12px', palette.muted) + GAP
  }
  if (legend.length > MOST_NAMED) {
    const others = `and ${countOf(legend.length - MOST_NAMED, 'other service')}`
    flow(pen.measureText(others).width)
    write(others, x, y, '400 12px', palette.muted)
  }
  return y + 14
}
