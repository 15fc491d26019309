import type { TraceColumns } from '../../../../preload/contract/trace'
import type { TimeRange } from '../timeRange'
import type { MissingParents } from './MissingParents'

export type SpanTimes = Pick<TraceColumns, 'start' | 'duration' | 'descendantCount'>

/** When the spans ran that name a missing parent, each reckoned once: its own times are not known. */
export class MissingTimes {
  readonly #columns: SpanTimes
  readonly #missing: MissingParents
  readonly #known = new Map<number, TimeRange>()

  constructor(columns: SpanTimes, missing: MissingParents) {
    this.#columns = columns
    this.#missing = missing
  }

  of(parent: number): TimeRange {
    const known = this.#known.get(parent)
    if (known) return known
    const { start, duration, descendantCount } = this.#columns
    const next = this.#missing.next(parent)
    const times = { from: NaN, to: NaN }
    for (let row = this.#missing.first(parent); row < next; row += (descendantCount[row] ?? 0) + 1) {
      const from = start[row] ?? NaN
      const to = Number.isNaN(duration[row] ?? NaN) ? from : from + (duration[row] ?? NaN)
      if (!(times.from <= from) && !Number.isNaN(from)) times.from = from
      if (!(times.to >= to) && !Number.isNaN(to)) times.to = to
    }
    this.#known.set(parent, times)
    return times
  }
}
