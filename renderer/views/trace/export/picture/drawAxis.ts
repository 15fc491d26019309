import { formatDuration } from '../../../../../preload/contract/formatDuration'
import type { Axis } from '../../axis'
import type { Palette } from '../../palette'
import type { Break } from '../../squeeze/squeeze'
import type { TimeRange } from '../../timeRange'
import type { PicturePen } from './PicturePen'

const GAP = 5

/** Draws the labels of the axis over the timeline. The origin is its corner. */
export function drawAxis(
  pen: PicturePen,
  { ticks, anchorLabel }: Axis,
  breaks: Break[],
  { from, to }: TimeRange,
  { width, height }: { width: number; height: number },
  palette: Palette,
): void {
  const middle = height / 2
  const placeOf = (moment: number) => ((moment - from) / (to - from)) * width
  pen.font = `600 11px ${palette.font}`
  pen.fillStyle = palette.ink
  if (anchorLabel !== '') pen.fillText(anchorLabel, GAP, middle)
  /** Labels never stand on one another: what is there first stays. */
  const taken = anchorLabel === '' ? [] : [{ left: 0, right: pen.measureText(anchorLabel).width + 2 * GAP }]
  const place = (label: string, left: number): boolean => {
    const right = left + pen.measureText(label).width + GAP
    if (right > width || left < 0 || taken.some((other) => left < other.right && right > other.left)) return false
    taken.push({ left, right })
    return true
  }
  for (const { real, shown } of breaks) {
    const label = `⋯ ${formatDuration(real.to - real.from)} ⋯`
    const left = placeOf((shown.from + shown.to) / 2) - pen.measureText(label).width / 2
    if (place(label, left)) pen.fillText(label, left, middle)
  }
  pen.font = `400 11px ${palette.font}`
  pen.fillStyle = palette.muted
  for (const { offset, label } of ticks) {
    const x = placeOf(offset)
    if (place(label, x + GAP)) pen.fillText(label, x + GAP, middle)
  }
}
