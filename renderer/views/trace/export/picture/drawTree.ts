import { SPAN_KINDS } from '../../../../../preload/contract/trace'
import { countOf, formatCount } from '../../../../../preload/contract/formatCount'
import { KIND_MARKS } from '../../kindMarks'
import { ROW_HEIGHT } from '../../layout'
import { ERROR } from '../../measureTrace'
import { shortId } from '../../missing/missingWords'
import type { Palette } from '../../palette'
import type { TraceState } from '../../trace.svelte'
import { fitText } from './fitText'
import type { PicturePen } from './PicturePen'

const INDENT = 12
const FOLD_WIDTH = 14

/** Draws the tree's part of one row: where it hangs, its service and its name. The origin is the row's corner. */
export function drawTreeRow(
  pen: PicturePen,
  trace: TraceState,
  row: number,
  width: number,
  palette: Palette,
  colour: string,
): void {
  const { columns, folding } = trace
  const middle = ROW_HEIGHT / 2
  const depth = trace.depthOf(row)
  const deepest = Math.floor((width * 0.4) / INDENT)
  const folded = folding.isFolded(row)
  const isMissing = trace.missing.has(row)
  const failed = columns.status[row] === ERROR && !folded
  const hides = folded || trace.isCollapsed(row)
  pen.globalAlpha = trace.isDimmed(row) ? 0.5 : 1

  pen.fillStyle = palette.line
  for (let level = 0; level < Math.min(depth, deepest); level++) pen.fillRect(level * INDENT + 7, 0, 1, ROW_HEIGHT)
  let x = Math.min(depth, deepest) * INDENT
  const write = (text: string, size: string, ink: string, room = width - 8 - x): void => {
    pen.font = `${size} ${palette.font}`
    pen.fillStyle = ink
    const fitting = fitText(text, room, (part) => pen.measureText(part).width)
    if (fitting !== '') pen.fillText(fitting, x, middle)
    x += pen.measureText(fitting).width + 6
  }
  // Deep spans would be pushed out of the column: a number stands for their indentation.
  if (depth > deepest) write(formatCount(depth), '400 11px', palette.muted)
  pen.strokeStyle = palette.muted
  pen.lineWidth = 1.4
  if (columns.childCount[row] || folded || isMissing)
    pen.mark(hides ? 'M3.5 2 6.5 5 3.5 8' : 'M2 3.5 5 6.5 8 3.5', x, middle - 5)
  x += FOLD_WIDTH
  if (isMissing) {
    write(`Missing parent ${shortId(trace.missing.spanId(row))}`, '400 13px', palette.muted)
    write(countOf(trace.missing.childCount(row), 'span'), '400 12px', palette.muted)
    pen.globalAlpha = 1
    return
  }
  pen.fillStyle = colour
  pen.beginPath()
  pen.roundRect(x, middle - 7.5, 4, 15, 2)
  pen.fill()
  pen.lineWidth = 1.2
  pen.mark(KIND_MARKS[SPAN_KINDS[columns.kind[row] ?? 0] ?? 'unspecified'].path, x + 9, middle - 6)
  x += 26
  const also = folded
    ? `×${formatCount(folding.measure(folding.groupOf(row)).count)}`
    : hides
      ? `+${formatCount(columns.descendantCount[row] ?? 0)}`
      : ''
  pen.font = `500 11px ${palette.font}`
  const kept = also === '' ? 0 : pen.measureText(also).width + 6
  write(
    columns.names[columns.name[row] ?? -1] || '(no name)',
    '400 13px',
    failed ? palette.error : palette.ink,
    width - 8 - x - kept,
  )
  if (also !== '') write(also, '500 11px', palette.muted)
  if (x < width - 40) write(columns.services[columns.service[row] ?? -1] ?? '', '400 12px', palette.muted)
  pen.globalAlpha = 1
}
