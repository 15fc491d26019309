import type { TraceColumns } from '../../../preload/contract/trace'
import { uncoveredSections } from './sections'
import type { TimeRange } from './timeRange'

const MOST_KEPT = 2000

/**
 * The sections of the rows that were drawn last, while time and width stay as they are: a row with a
 * hundred thousand children is worked out once, then scrolling costs nothing.
 */
export class SectionCache {
  readonly #columns: TraceColumns
  readonly #criticalBefore: Float64Array
  readonly #kept = new Map<number, number[]>()
  #range: TimeRange | undefined
  #width = 0

  constructor(columns: TraceColumns, criticalBefore: Float64Array) {
    this.#columns = columns
    this.#criticalBefore = criticalBefore
  }

  self(row: number, range: TimeRange, width: number): number[] {
    return this.#sections(row * 2, row, range, width, null)
  }

  critical(row: number, range: TimeRange, width: number): number[] {
    return this.#sections(row * 2 + 1, row, range, width, this.#criticalBefore)
  }

  #sections(key: number, row: number, range: TimeRange, width: number, counted: Float64Array | null): number[] {
    if (range !== this.#range || width !== this.#width || this.#kept.size > MOST_KEPT) {
      this.#kept.clear()
      this.#range = range
      this.#width = width
    }
    const kept = this.#kept.get(key)
    if (kept) return kept
    const sections = uncoveredSections(this.#columns, row, range, width, counted)
    this.#kept.set(key, sections)
    return sections
  }
}
