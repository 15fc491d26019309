import type { TraceColumns } from '../../../../preload/contract/trace'
import type { TimeRange } from '../timeRange'
import { MissingTimes, type SpanTimes } from './MissingTimes'

type Spans = Pick<
  TraceColumns,
  'spanCount' | 'descendantCount' | 'missingParentIds' | 'missingParentFirst' | 'missingParentNext'
>

/**
 * The parents that spans name and the trace lacks. Each has a row of its own above these spans, which stands for no
 * span: it is numbered after all of them, and knows no columns.
 */
export class MissingParents {
  readonly #columns: Spans
  readonly #childCount: Int32Array
  readonly #times = new WeakMap<SpanTimes, MissingTimes>()

  constructor(columns: Spans) {
    this.#columns = columns
    this.#childCount = new Int32Array(this.count)
    for (let place = 0; place < this.count; place++) {
      const next = columns.missingParentNext[place] ?? 0
      let children = 0
      for (let row = columns.missingParentFirst[place] ?? 0; row < next; row += (columns.descendantCount[row] ?? 0) + 1)
        children++
      this.#childCount[place] = children
    }
  }

  get count(): number {
    return this.#columns.missingParentIds.length
  }

  /** Whether a row stands for a missing parent. */
  has(row: number): boolean {
    return row >= this.#columns.spanCount
  }

  spanId(row: number): string {
    return this.#columns.missingParentIds[row - this.#columns.spanCount] ?? ''
  }

  /** Its row; −1 when no missing parent has this id. */
  rowOf(spanId: string): number {
    const place = this.#columns.missingParentIds.indexOf(spanId)
    return place < 0 ? -1 : this.#columns.spanCount + place
  }

  /** How many spans name it. */
  childCount(row: number): number {
    return this.#childCount[row - this.#columns.spanCount] ?? 0
  }

  /** The first row below it. */
  first(row: number): number {
    return this.#columns.missingParentFirst[row - this.#columns.spanCount] ?? -1
  }

  /** The next row that is not below it. */
  next(row: number): number {
    return this.#columns.missingParentNext[row - this.#columns.spanCount] ?? -1
  }

  /** The missing parent that a span is below, at any depth; −1 for none. */
  above(row: number): number {
    const { spanCount, missingParentFirst, missingParentNext } = this.#columns
    if (this.count === 0 || this.has(row)) return -1
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((missingParentFirst[middle] ?? 0) <= row) low = middle + 1
      else high = middle
    }
    return low > 0 && row < (missingParentNext[low - 1] ?? 0) ? spanCount + low - 1 : -1
  }

  /** From the first start to the last end of the spans that name it, in the time of `columns`; NaN where none has a start. */
  timeOf(row: number, columns: SpanTimes): TimeRange {
    const times = this.#times.get(columns) ?? new MissingTimes(columns, this)
    this.#times.set(columns, times)
    return times.of(row)
  }

  /** Where a row stands among the spans: a missing parent halfway before the first that is below it. */
  readonly orderOf = (row: number): number => (this.has(row) ? this.first(row) - 0.5 : row)
}
