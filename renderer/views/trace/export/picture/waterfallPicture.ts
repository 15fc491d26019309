import { drawTimeline, type TimelineFrame } from '../../drawTimeline'
import { ROW_HEIGHT } from '../../layout'
import type { Slices } from '../../Slices'
import type { TraceState } from '../../trace.svelte'
import type { Axis } from '../../axis'
import { drawAxis } from './drawAxis'
import { drawHead, type PictureHead } from './drawHead'
import { drawTreeRow } from './drawTree'
import { escapeXml } from './escapeXml'
import { type MeasureText, SvgPen } from './SvgPen'

/** Lengths of the picture, in pixels. */
export const PICTURE = { margin: 20, tree: 420, timeline: 1_000, axis: 26, foot: 28 }
/** Rows that are drawn before the page gets its turn. */
const ROWS_AT_ONCE = 64

export interface Picture {
  svg: string
  width: number
  height: number
}

/**
 * The rows of a frame as SVG, with title, services and axis. The frame's width is that of `PICTURE.timeline`; its place
 * is the top of the rows.
 *
 * @param foot what is said below the rows, such as how many there are beyond; empty for nothing.
 */
export async function waterfallPicture(
  trace: TraceState,
  frame: TimelineFrame,
  { head, axis, foot }: { head: PictureHead; axis: Axis; foot: string },
  measure: MeasureText,
  slices: Slices,
): Promise<Picture> {
  const { palette, rows } = frame
  const { margin, tree, timeline } = PICTURE
  const inner = tree + timeline
  const pen = new SvgPen(palette.surface, measure)
  let top = margin
  pen.at(margin, margin, () => (top += drawHead(pen, head, palette, inner)))
  const axisTop = top
  top += PICTURE.axis
  pen.at(margin + tree, axisTop, () => {
    drawAxis(pen, axis, trace.time.squeeze.breaks, frame.range, { width: timeline, height: PICTURE.axis }, palette)
  })
  for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
    const some = rows.subarray(first, first + ROWS_AT_ONCE)
    pen.at(margin, top + first * ROW_HEIGHT, () => {
      some.forEach((row, place) => {
        const colour = palette.services[frame.colours[frame.columns.service[row] ?? 0] ?? 0] ?? palette.muted
        pen.at(0, place * ROW_HEIGHT, () => drawTreeRow(pen, trace, row, tree, palette, colour))
      })
      pen.at(tree, 0, () => {
        pen.save()
        const height = some.length * ROW_HEIGHT
        pen.beginPath()
        pen.rect(0, 0, timeline, height)
        pen.clip()
        drawTimeline(pen, { ...frame, rows: some, offset: 0, height })
        pen.restore()
      })
    })
    if (slices.isUp) await slices.pause()
  }
  const bottom = top + rows.length * ROW_HEIGHT
  pen.fillStyle = palette.line
  pen.fillRect(margin, axisTop, inner, 1)
  pen.fillRect(margin, top, inner, 1)
  pen.fillRect(margin, bottom, inner, 1)
  pen.fillRect(margin + tree, axisTop, 1, bottom - axisTop)
  if (foot !== '') {
    pen.font = '400 12px sans-serif'
    pen.fillStyle = palette.muted
    pen.fillText(foot, margin, bottom + PICTURE.foot / 2 + 2)
  }
  const width = inner + 2 * margin
  const height = Math.ceil(bottom + (foot === '' ? 0 : PICTURE.foot) + margin)
  const title = escapeXml(`${head.service}: ${head.operation}`)
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" fill="${palette.surface}"/>`,
    pen.take(),
    '</svg>\n',
  ]
  return { svg: svg.join('\n'), width, height }
}
