import type { SpanMarks } from '../../../preload/contract/marks'
import type { TraceColumns } from '../../../preload/contract/trace'
import { drawEvents } from './drawEvents'
import { durationWords } from './durationWords'
import { drawFold, type FoldBarCache } from './fold/drawFold'
import type { Folding } from './fold/folding.svelte'
import { foldLabel } from './fold/foldWords'
import { barOf, clipToView, isInView, labelOf, ROW_HEIGHT, THINNEST_BAR, type Bar } from './layout'
import { ERROR, type TraceMeasure } from './measureTrace'
import { drawMissing } from './missing/drawMissing'
import type { MissingParents } from './missing/MissingParents'
import type { Palette } from './palette'
import type { Pen } from './Pen'
import type { SectionCache } from './SectionCache'
import { isCritical } from './sections'
import { stickyHeight, stickyTop, type StickyRows } from './sticky/stickyRows'
import type { TimeRange } from './timeRange'

const BAR_TOP = 6
const BAR_HEIGHT = 13
const BAR_RADIUS = 2.5
/** How much of its colour a bar keeps where children cover it. */
const COVERED = 0.36
/** Thinner bars show no parts. */
const PLAIN_WIDTH = 4
const ERROR_MARK = 15

/** All that one picture of the timeline depends on. Lengths are CSS pixels. */
export interface TimelineFrame {
  columns: TraceColumns
  measure: TraceMeasure
  /** What the spans last in truth, whatever is squeezed. */
  durations: Float64Array
  /** Squeezed gaps, in the time of `columns`. */
  gaps: TimeRange[]
  rows: Int32Array
  isCollapsed: (row: number) => boolean
  isDimmed: (row: number) => boolean
  sections: SectionCache
  folding: Folding
  foldBars: FoldBarCache
  missing: MissingParents
  /** What stays at the top, over the rows. */
  sticky: StickyRows
  range: TimeRange
  width: number
  height: number
  /** How far the rows are scrolled. */
  offset: number
  /** Nanoseconds at which a line crosses all rows. */
  ticks: number[]
  /** Colour of each service of the trace, as an index of the palette. */
  colours: Uint8Array
  palette: Palette
  criticalPath: boolean
  /** 1 at each row that matches the query. */
  matched: Uint8Array
  selected: number
  marksOf: (row: number) => SpanMarks | undefined
  /** Where a moment of a row, as it is recorded, is shown. */
  shownAt: (row: number, moment: number) => number
}

/** Draws the rows in view. Costs a few dozen bars, whatever the length of the trace. */
export function drawTimeline(context: Pen, frame: TimelineFrame): void {
  const { width, height, range, palette, rows, offset } = frame
  context.clearRect(0, 0, width, height)
  context.font = `500 11px ${palette.font}`
  context.textBaseline = 'middle'

  context.fillStyle = palette.line
  for (const tick of frame.ticks) {
    context.fillRect(Math.round(((tick - range.from) / (range.to - range.from)) * width), 0, 1, height)
  }
  for (const gap of frame.gaps) drawGap(context, frame, gap)
  const { sticky } = frame
  const covered = stickyHeight(sticky)
  const last = Math.min(rows.length, Math.ceil((offset + height) / ROW_HEIGHT))
  within(context, covered, height, width, () => {
    for (let place = Math.floor((offset + covered) / ROW_HEIGHT); place < last; place++) {
      drawTreeRow(context, frame, rows[place] ?? 0, place * ROW_HEIGHT - offset)
    }
  })
  sticky.rows.forEach((row, place) => {
    const ceiling = place < sticky.staying ? 0 : sticky.staying * ROW_HEIGHT
    within(context, ceiling, covered, width, () => drawTreeRow(context, frame, row, stickyTop(sticky, place)))
  })
}

/** Draws nothing above or below a stretch of the height. */
function within(context: Pen, top: number, bottom: number, width: number, draw: () => void): void {
  context.save()
  context.beginPath()
  context.rect(0, top, width, bottom - top)
  context.clip()
  draw()
  context.restore()
}

function drawTreeRow(context: Pen, frame: TimelineFrame, row: number, top: number): void {
  if (frame.missing.has(row)) drawMissingParent(context, frame, row, top)
  else drawRow(context, frame, row, top)
  if (frame.isDimmed(row)) dim(context, top, frame.width)
}

/** The time of the spans that name a missing parent. */
function drawMissingParent(context: Pen, frame: TimelineFrame, row: number, top: number): void {
  const { from, to } = frame.missing.timeOf(row, frame.columns)
  const bar = barOf(from, to - from, frame.range, frame.width)
  if (!isInView(bar, frame.width)) return drawBeyond(context, frame, bar, top, 'missing', false)
  drawMissing(context, frame.palette, clipToView(bar, frame.width), top + BAR_TOP, BAR_HEIGHT)
}

/** A squeezed gap: a band across all rows, hatched. */
function drawGap(context: Pen, { range, width, height, palette }: TimelineFrame, gap: TimeRange) {
  const scale = width / (range.to - range.from)
  const left = Math.max(0, (gap.from - range.from) * scale)
  const right = Math.min(width, (gap.to - range.from) * scale)
  if (!(right > left)) return
  context.save()
  context.beginPath()
  context.rect(left, 0, right - left, height)
  context.clip()
  context.strokeStyle = palette.line
  context.lineWidth = 1.5
  context.beginPath()
  for (let x = left - height - (left % 7); x < right; x += 7) {
    context.moveTo(x, height)
    context.lineTo(x + height, 0)
  }
  context.stroke()
  context.restore()
}

/** Takes away from what is drawn in a row. */
function dim(context: Pen, top: number, width: number): void {
  context.globalCompositeOperation = 'destination-out'
  context.globalAlpha = 0.5
  context.fillRect(0, top, width, ROW_HEIGHT)
  context.globalAlpha = 1
  context.globalCompositeOperation = 'source-over'
}

function drawRow(context: Pen, frame: TimelineFrame, row: number, top: number): void {
  if (frame.folding.isFolded(row)) return drawGroup(context, frame, row, top)
  const { columns, range, width, palette } = frame
  const duration = columns.duration[row] ?? NaN
  const bar = barOf(columns.start[row] ?? NaN, duration, range, width)
  const label = durationWords(frame.durations[row] ?? NaN, columns.problems[row] ?? 0)
  const failed = columns.status[row] === ERROR
  const colour = palette.services[frame.colours[columns.service[row] ?? 0] ?? 0] ?? palette.muted
  if (!isInView(bar, width)) return drawBeyond(context, frame, bar, top, label, failed)

  const seen = clipToView(bar, width)
  context.fillStyle = colour
  context.strokeStyle = colour
  if (bar.shape === 'closed') drawClosed(context, frame, row, seen, top)
  else if (bar.shape === 'open') drawOpen(context, seen, top)
  else drawUnplaced(context, seen, top)
  if (frame.criticalPath) drawCritical(context, frame, row, seen, top)
  if (frame.matched[row] === 1) drawMatch(context, palette, seen, top)
  const marks = frame.marksOf(row)
  if (marks) {
    const shownAt = (moment: number) => frame.shownAt(row, moment)
    drawEvents(context, marks, { ...frame, shownAt }, top + BAR_TOP + BAR_HEIGHT / 2, row === frame.selected)
  }
  drawLabel(context, frame, seen, top, label, failed)
}

/** A folded row: all spans of its group in one bar. */
function drawGroup(context: Pen, frame: TimelineFrame, row: number, top: number): void {
  const { columns, range, width, palette, folding } = frame
  const group = folding.groupOf(row)
  const measure = folding.measure(group)
  const label = foldLabel(measure)
  const failed = measure.errors > 0
  const folded = frame.foldBars.bar(columns, frame.measure, folding.members(group), range, width)
  if (Number.isNaN(folded.left)) return drawBeyond(context, frame, barOf(NaN, NaN, range, width), top, label, failed)
  const bar: Bar = { left: folded.left, width: Math.max(THINNEST_BAR, folded.right - folded.left), shape: 'closed' }
  if (!isInView(bar, width)) return drawBeyond(context, frame, bar, top, label, failed)
  const colour = palette.services[frame.colours[columns.service[row] ?? 0] ?? 0] ?? palette.muted
  drawFold(context, folded, palette, colour, top + BAR_TOP, BAR_HEIGHT, frame.criticalPath)
  drawLabel(context, frame, clipToView(bar, width), top, label, failed)
}

function drawClosed(context: Pen, frame: TimelineFrame, row: number, bar: Bar, top: number): void {
  const plain = bar.width < PLAIN_WIDTH || !frame.columns.childCount[row]
  context.globalAlpha = plain ? 1 : COVERED
  context.beginPath()
  context.roundRect(bar.left, top + BAR_TOP, bar.width, BAR_HEIGHT, Math.min(BAR_RADIUS, bar.width / 2))
  context.fill()
  context.globalAlpha = 1
  if (plain) return
  context.save()
  context.clip()
  const parts = frame.sections.self(row, frame.range, frame.width)
  for (let i = 0; i + 1 < parts.length; i += 2) {
    context.fillRect(parts[i] ?? 0, top + BAR_TOP, (parts[i + 1] ?? 0) - (parts[i] ?? 0), BAR_HEIGHT)
  }
  context.restore()
}

/** A span that never ended: its bar is torn off. */
function drawOpen(context: Pen, bar: Bar, top: number): void {
  const right = bar.left + bar.width
  const tooth = BAR_HEIGHT / 4
  context.beginPath()
  context.moveTo(right - 4, top + BAR_TOP)
  for (let i = 1; i <= 4; i++) context.lineTo(i % 2 ? right : right - 4, top + BAR_TOP + i * tooth)
  context.lineTo(bar.left, top + BAR_TOP + BAR_HEIGHT)
  context.lineTo(bar.left, top + BAR_TOP)
  context.fill()
}

function drawUnplaced(context: Pen, bar: Bar, top: number): void {
  context.lineWidth = 1.5
  context.setLineDash([2.5, 2])
  context.strokeRect(bar.left + 1, top + BAR_TOP + 1, bar.width, BAR_HEIGHT - 2)
  context.setLineDash([])
}

/** Below a collapsed row the path runs through its whole subtree, which the row stands for. */
function drawCritical(context: Pen, frame: TimelineFrame, row: number, bar: Bar, top: number): void {
  const next = row + (frame.columns.descendantCount[row] ?? 0) + 1
  if (!isCritical(frame.measure.criticalBefore, row, next)) return
  context.fillStyle = frame.palette.critical
  const y = top + BAR_TOP + BAR_HEIGHT
  if (frame.isCollapsed(row) || bar.width < PLAIN_WIDTH) return context.fillRect(bar.left, y, bar.width, 2)
  const parts = frame.sections.critical(row, frame.range, frame.width)
  for (let i = 0; i + 1 < parts.length; i += 2) {
    context.fillRect(parts[i] ?? 0, y, (parts[i + 1] ?? 0) - (parts[i] ?? 0), 2)
  }
}

/** A frame around the bar. */
function drawMatch(context: Pen, { match }: Palette, { left, width }: Bar, top: number): void {
  context.strokeStyle = match
  context.lineWidth = 1.5
  context.beginPath()
  context.roundRect(left - 2.25, top + BAR_TOP - 2.25, width + 4.5, BAR_HEIGHT + 4.5, 4)
  context.stroke()
}

function drawLabel(
  context: Pen,
  { palette, width }: TimelineFrame,
  bar: Bar,
  top: number,
  label: string,
  failed: boolean,
): void {
  const textWidth = context.measureText(label).width + (failed ? ERROR_MARK : 0)
  const { place, x } = labelOf(bar, textWidth, width)
  const middle = top + BAR_TOP + BAR_HEIGHT / 2 + 0.5
  if (place === 'inside') {
    context.fillStyle = palette.surface
    context.globalAlpha = 0.86
    context.beginPath()
    context.roundRect(x - 4, top + BAR_TOP - 1, textWidth + 8, BAR_HEIGHT + 2, 3)
    context.fill()
    context.globalAlpha = 1
  }
  if (failed) drawErrorMark(context, palette, x + 5.5, middle)
  context.fillStyle = failed ? palette.error : place === 'inside' ? palette.ink : palette.muted
  context.fillText(label, x + (failed ? ERROR_MARK : 0), middle + 0.5)
}

function drawErrorMark(context: Pen, palette: Palette, x: number, y: number): void {
  context.fillStyle = palette.error
  context.beginPath()
  context.arc(x, y, 5.5, 0, 2 * Math.PI)
  context.fill()
  context.fillStyle = palette.surface
  context.fillRect(x - 0.9, y - 3.3, 1.8, 3.9)
  context.fillRect(x - 0.9, y + 1.6, 1.8, 1.8)
}

/** A bar outside of the view: an arrow at the edge towards it. */
function drawBeyond(
  context: Pen,
  { palette, width }: TimelineFrame,
  bar: Bar,
  top: number,
  label: string,
  failed: boolean,
): void {
  const text = bar.left < 0 ? `‹ ${label}` : `${label} ›`
  const x = bar.left < 0 ? 6 : width - 6 - context.measureText(text).width
  context.fillStyle = failed ? palette.error : palette.muted
  context.globalAlpha = 0.75
  context.fillText(text, x, top + ROW_HEIGHT / 2 + 0.5)
  context.globalAlpha = 1
}
