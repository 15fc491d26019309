import type { TraceColumns } from '../../../preload/contract/trace'
import type { TraceMeasure } from './measureTrace'
import { uncoveredSections } from './sections'
import type { TimeRange } from './timeRange'

const MOST_KEPT = 2000

/**
 * The sections of the rows that were drawn last, while time and width stay as they are: a row with a
 * hundred thousand children is worked out once, then scrolling costs nothing.
 */
export class SectionCache {
  readonly #columns: TraceColumns
  readonly #measure: TraceMeasure
  readonly #sections = new Map<number, number[]>()
  #range: TimeRange | undefined
  #width = 0

  constructor(columns: TraceColumns, measure: TraceMeasure) {
    this.#columns = columns
    this.#measure = measure
  }

  self(row: number, range: TimeRange, width: number): number[] {
    const from = this.#columns.start[row] ?? NaN
    const own = { from, to: from + (this.#columns.duration[row] ?? NaN) }
    return this.#kept(row * 2, range, width, () => uncoveredSections(this.#columns, row, own, range, width, null))
  }

  critical(row: number, range: TimeRange, width: number): number[] {
    const { clippedFrom, clippedTo, criticalBefore } = this.#measure
    const own = { from: clippedFrom[row] ?? NaN, to: clippedTo[row] ?? NaN }
    return this.#kept(row * 2 + 1, range, width, () =>
      uncoveredSections(this.#columns, row, own, range, width, criticalBefore),
    )
  }

  #kept(key: number, range: TimeRange, width: number, workOut: () => number[]): number[] {
    if (range !== this.#range || width !== this.#width || this.#sections.size > MOST_KEPT) {
      this.#sections.clear()
      this.#range = range
      this.#width = width
    }
    const known = this.#sections.get(key)
    if (known) return known
    const sections = workOut()
    this.#sections.set(key, sections)
    return sections
  }
}
