import type { TraceColumns } from '../../../../preload/contract/trace'
import type { TraceMeasure } from '../measureTrace'
import type { Palette } from '../palette'
import type { Pen } from '../Pen'
import type { TimeRange } from '../timeRange'
import { CRITICAL_MARK, ERROR_MARK, foldBar, type FoldBar } from './foldBar'

/** Depths of colour in which a bar shows how much of each pixel was busy. */
const LEVELS = 6
/** However little of a pixel was busy, it keeps this share of its colour. */
const FAINTEST = 0.35

/** The bars of folded rows that were drawn last, while time and width stay as they are. */
export class FoldBarCache {
  readonly #bars = new Map<number, FoldBar>()
  #range: TimeRange | undefined
  #width = 0

  bar(
    columns: TraceColumns,
    { errorRows, criticalBefore }: TraceMeasure,
    members: Int32Array,
    range: TimeRange,
    width: number,
  ): FoldBar {
    if (range !== this.#range || width !== this.#width) this.#bars.clear()
    this.#range = range
    this.#width = width
    const key = members[0] ?? -1
    const known = this.#bars.get(key)
    if (known) return known
    const bar = foldBar(columns, members, errorRows, criticalBefore, range, width)
    this.#bars.set(key, bar)
    return bar
  }
}

/** Draws when any of a group's spans ran, the deeper in colour the more of a pixel they filled. */
export function drawFold(
  context: Pen,
  { left, right, cover, marks }: FoldBar,
  { error, critical }: Palette,
  colour: string,
  top: number,
  height: number,
  criticalPath: boolean,
): void {
  context.fillStyle = colour
  context.globalAlpha = FAINTEST
  context.fillRect(
    Math.max(left, -8),
    top + height / 2 - 0.5,
    Math.min(right, cover.length + 8) - Math.max(left, -8),
    1,
  )
  const level = (pixel: number) => Math.ceil((cover[pixel] ?? 0) * (LEVELS - 1))
  runs(cover.length, level, (from, to, step) => {
    context.globalAlpha = FAINTEST + ((1 - FAINTEST) * step) / (LEVELS - 1)
    context.fillRect(from, top, to - from, height)
  })
  context.globalAlpha = 1
  const marked = (mark: number) => (pixel: number) => (marks[pixel] ?? 0) & mark
  if (criticalPath) {
    context.fillStyle = critical
    runs(marks.length, marked(CRITICAL_MARK), (from, to) => context.fillRect(from, top + height, to - from, 2))
  }
  context.fillStyle = error
  runs(marks.length, marked(ERROR_MARK), (from, to) => context.fillRect(from, top - 1, to - from, height + 2))
}

/** Goes through stretches of the same value that is not 0. */
function runs(
  length: number,
  valueAt: (pixel: number) => number,
  draw: (from: number, to: number, value: number) => void,
) {
  let from = 0
  while (from < length) {
    const value = valueAt(from)
    let to = from + 1
    while (to < length && valueAt(to) === value) to++
    if (value !== 0) draw(from, to, value)
    from = to
  }
}
