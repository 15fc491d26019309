import type { TraceColumns } from '../../../../preload/contract/trace'
import type { Palette } from '../palette'
import type { TimeRange } from '../timeRange'
import type { FlameChart } from './flameChart'
import { lastFrom } from './flameFrames'

/** Height of a level in CSS pixels. */
export const LEVEL_HEIGHT = 22
const GAP = 1
const LETTER = 6.3
const TEXT_SIZE = 11

export interface FlamePicture {
  columns: TraceColumns
  chart: FlameChart
  /** What of the chart's width is in sight. */
  range: TimeRange
  width: number
  height: number
  /** How far the levels are scrolled, in pixels. */
  top: number
  palette: Palette
  /** Colour of each service, as an index of the palette. */
  colours: Uint8Array
  active: number
  hovered: number
  /** Whether there is a query, so that what does not match is dimmed. */
  searching: boolean
}

/** Draws the levels in sight. What is thinner than a pixel is drawn together: never more steps than pixels. */
export function drawFlame(context: CanvasRenderingContext2D, picture: FlamePicture): void {
  const { chart, width, height, top, palette } = picture
  context.clearRect(0, 0, width, height)
  context.font = `${TEXT_SIZE}px ${palette.font}`
  context.textBaseline = 'middle'
  const levels = chart.frames.levelBegin.length - 1
  const last = Math.min(levels, Math.ceil((top + height) / LEVEL_HEIGHT))
  for (let level = Math.floor(top / LEVEL_HEIGHT); level < last; level++) drawLevel(context, picture, level)
}

function drawLevel(context: CanvasRenderingContext2D, picture: FlamePicture, level: number): void {
  const { chart, range, width, top } = picture
  const { from, to, levelBegin } = chart.frames
  const scale = width / (range.to - range.from)
  const end = levelBegin[level + 1] ?? 0
  const y = level * LEVEL_HEIGHT - top
  let frame = Math.max(levelBegin[level] ?? 0, lastFrom(chart.frames, level, range.from))
  while (frame < end && (from[frame] ?? 0) <= range.to) {
    const left = Math.max(0, ((from[frame] ?? 0) - range.from) * scale)
    const right = Math.min(width, ((to[frame] ?? 0) - range.from) * scale)
    if (right < 0) {
      frame++
      continue
    }
    const isThin = right - left < 1
    // Everything that begins within the same pixel goes with it.
    const next = isThin
      ? Math.max(frame + 1, lastFrom(chart.frames, level, (from[frame] ?? 0) + 1 / scale) + 1)
      : frame + 1
    drawFrame(context, picture, frame, next, left, Math.max(1, right - left - (isThin ? 0 : GAP)), y)
    frame = next
  }
}

function drawFrame(
  context: CanvasRenderingContext2D,
  { columns, chart, palette, colours, active, hovered, searching }: FlamePicture,
  frame: number,
  next: number,
  left: number,
  width: number,
  y: number,
): void {
  const height = LEVEL_HEIGHT - GAP
  const { row } = chart.facts(frame)
  const some = (before: Int32Array) => (before[next] ?? 0) > (before[frame] ?? 0)
  const dimmed = searching && !some(chart.matchedBefore)
  const isActive = active >= frame && active < next
  context.globalAlpha = dimmed ? 0.12 : hovered >= frame && hovered < next ? 0.6 : 0.4
  context.fillStyle = palette.services[colours[columns.service[row] ?? 0] ?? 0] ?? palette.muted
  context.fillRect(left, y, width, height)
  context.globalAlpha = 1
  if (some(chart.errorsBefore)) {
    context.fillStyle = palette.error
    context.fillRect(left, y + height - 3, width, 3)
  }
  if (isActive) {
    context.strokeStyle = palette.ink
    context.lineWidth = 2
    context.strokeRect(left + 1, y + 1, Math.max(1, width - 2), height - 2)
  }
  const letters = Math.floor((width - 8) / LETTER)
  if (letters < 3) return
  const name = columns.names[columns.name[row] ?? 0] || '(no name)'
  context.fillStyle = dimmed ? palette.muted : palette.ink
  context.fillText(name.length > letters ? `${name.slice(0, letters - 1)}…` : name, left + 5, y + height / 2)
}
