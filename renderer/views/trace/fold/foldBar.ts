import type { TraceColumns } from '../../../../preload/contract/trace'
import { rowsBefore } from '../nextRow'
import { isCritical } from '../sections'
import type { TimeRange } from '../timeRange'

/** What else a pixel of a folded bar says. */
export const ERROR_MARK = 1
export const CRITICAL_MARK = 2
/** Two pixels are the least at which an error can be seen. */
const ERROR_WIDTH = 2

/** The spans of a group in one bar, pixel by pixel of the timeline. */
export interface FoldBar {
  /** From the first start to the last end, in pixels; NaN when no span has a start. May lie outside of the view. */
  left: number
  right: number
  /** The share of each pixel, from 0 to 1, during which any of the spans ran. */
  cover: Float32Array
  marks: Uint8Array
}

/**
 * The union of the spans' times as far as it is in view. One loop over the members, which are in order of their start:
 * what an earlier one covers is not counted again.
 */
export function foldBar(
  { start, duration, descendantCount }: Pick<TraceColumns, 'start' | 'duration' | 'descendantCount'>,
  members: Int32Array,
  errorRows: Int32Array,
  criticalBefore: Float64Array,
  range: TimeRange,
  width: number,
): FoldBar {
  const pixels = Math.max(1, Math.ceil(width))
  const scale = width / (range.to - range.from)
  const bar: FoldBar = {
    left: NaN,
    right: NaN,
    cover: new Float32Array(pixels),
    marks: new Uint8Array(pixels),
  }
  const criticalSteps = new Int32Array(pixels + 1)
  let covered = -Infinity
  let error = rowsBefore(errorRows, members[0] ?? 0)
  for (let place = 0; place < members.length; place++) {
    const row = members[place] ?? 0
    const from = ((start[row] ?? NaN) - range.from) * scale
    if (Number.isNaN(from)) continue
    const length = duration[row] ?? NaN
    const to = Number.isNaN(length) ? from : from + length * scale
    if (!(bar.left <= from)) bar.left = from
    if (!(bar.right >= to)) bar.right = to

    const next = row + (descendantCount[row] ?? 0) + 1
    while (error < errorRows.length && (errorRows[error] ?? 0) < row) error++
    if (error < errorRows.length && (errorRows[error] ?? 0) < next) markError(bar.marks, to)
    if (to < 0 || from >= pixels) continue
    addCover(bar.cover, Math.max(from, covered, 0), to)
    if (to > covered) covered = to
    if (isCritical(criticalBefore, row, next)) {
      const first = Math.max(0, Math.floor(from))
      criticalSteps[first] = (criticalSteps[first] ?? 0) + 1
      const after = Math.min(pixels, Math.max(first + 1, Math.ceil(to)))
      criticalSteps[after] = (criticalSteps[after] ?? 0) - 1
    }
  }
  let running = 0
  for (let pixel = 0; pixel < pixels; pixel++) {
    running += criticalSteps[pixel] ?? 0
    if (running > 0) bar.marks[pixel] = (bar.marks[pixel] ?? 0) | CRITICAL_MARK
  }
  return bar
}

/** Where it ended, as in the map of the trace. */
function markError(marks: Uint8Array, end: number): void {
  const right = Math.ceil(end)
  if (right < 0 || right > marks.length + 1) return
  for (let pixel = Math.max(0, right - ERROR_WIDTH); pixel < Math.max(right, ERROR_WIDTH); pixel++) {
    if (pixel < marks.length) marks[pixel] = (marks[pixel] ?? 0) | ERROR_MARK
  }
}

/** A span too short for any share still leaves a trace: what is not 0 is drawn. */
const LEAST_COVER = 1e-6

function addCover(cover: Float32Array, from: number, to: number): void {
  const first = Math.floor(from)
  const last = Math.min(Math.floor(to), cover.length - 1)
  for (let pixel = first; pixel <= last; pixel++) {
    const share = Math.min(to, pixel + 1) - Math.max(from, pixel)
    cover[pixel] = Math.min(1, (cover[pixel] ?? 0) + Math.max(LEAST_COVER, share))
  }
}
