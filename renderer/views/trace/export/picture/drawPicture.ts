import type { Axis } from '../../axis'
import { drawTimeline, type TimelineFrame } from '../../drawTimeline'
import { ROW_HEIGHT } from '../../layout'
import type { Slices } from '../../Slices'
import type { TraceState } from '../../trace.svelte'
import { drawAxis } from './drawAxis'
import { drawHead, type PictureHead } from './drawHead'
import { drawTreeRow } from './drawTree'
import type { PicturePen } from './PicturePen'
import { type MeasureText, SvgPen } from './SvgPen'

/** Lengths of every picture, in pixels. */
export const PICTURE = { margin: 20, tree: 420, timeline: 1_000, axis: 26, foot: 28 }
/** Rows that are drawn before the page gets its turn. */
const ROWS_AT_ONCE = 64

/** What a picture shows. The frame's width is that of `PICTURE.timeline`. */
export interface PictureContent {
  trace: TraceState
  frame: TimelineFrame
  head: PictureHead
  axis: Axis
  /** What is said below the rows, such as how many there are beyond; empty for nothing. */
  foot: string
}

export interface PictureSize {
  width: number
  height: number
}

/** How large a picture is, in pixels. */
export function pictureSize({ frame, head, foot }: PictureContent, measure: MeasureText): PictureSize {
  const { margin, tree, timeline } = PICTURE
  const headHeight = drawHead(new SvgPen('', measure), head, frame.palette, tree + timeline)
  const rows = PICTURE.axis + frame.rows.length * ROW_HEIGHT
  return {
    width: tree + timeline + 2 * margin,
    height: Math.ceil(2 * margin + headHeight + rows + (foot === '' ? 0 : PICTURE.foot)),
  }
}

/** Draws all but the ground: title, services, axis and rows, some of these at a time. `onRows` is told after each. */
export async function drawPicture(
  pen: PicturePen,
  { trace, frame, head, axis, foot }: PictureContent,
  slices: Slices,
  onRows: () => void = () => undefined,
): Promise<void> {
  const { palette, rows } = frame
  const { margin, tree, timeline } = PICTURE
  const inner = tree + timeline
  let axisTop = margin
  pen.at(margin, margin, () => (axisTop += drawHead(pen, head, palette, inner)))
  const top = axisTop + PICTURE.axis
  pen.at(margin + tree, axisTop, () => {
    drawAxis(pen, axis, trace.time.squeeze.breaks, frame.range, { width: timeline, height: PICTURE.axis }, palette)
  })
  for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
    const some = rows.subarray(first, first + ROWS_AT_ONCE)
    pen.at(margin, top + first * ROW_HEIGHT, () => drawRows(pen, trace, { ...frame, rows: some }))
    onRows()
    if (slices.isUp) await slices.pause()
  }
  const bottom = top + rows.length * ROW_HEIGHT
  pen.fillStyle = palette.line
  pen.fillRect(margin, axisTop, inner, 1)
  pen.fillRect(margin, top, inner, 1)
  pen.fillRect(margin, bottom, inner, 1)
  pen.fillRect(margin + tree, axisTop, 1, bottom - axisTop)
  if (foot === '') return
  pen.font = `400 12px ${palette.font}`
  pen.fillStyle = palette.muted
  pen.fillText(foot, margin, bottom + PICTURE.foot / 2 + 2)
}

function drawRows(pen: PicturePen, trace: TraceState, frame: TimelineFrame): void {
  const { rows, palette, colours, columns } = frame
  const height = rows.length * ROW_HEIGHT
  rows.forEach((row, place) => {
    const colour = palette.services[colours[columns.service[row] ?? 0] ?? 0] ?? palette.muted
    pen.at(0, place * ROW_HEIGHT, () => drawTreeRow(pen, trace, row, PICTURE.tree, palette, colour))
  })
  pen.at(PICTURE.tree, 0, () => {
    drawTimeline(pen, { ...frame, offset: 0, height })
  })
}
