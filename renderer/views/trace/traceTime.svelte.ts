import type { TraceColumns } from '../../../preload/contract/trace'
import { ClockCorrection } from './clocks/clockCorrection.svelte'
import { measureTrace, type TraceMeasure } from './measureTrace'
import { idleGaps } from './squeeze/idleGaps'
import { NO_SQUEEZE, realRange, shownRange, squeezeOf, type Squeeze } from './squeeze/squeeze'
import { squeezedColumns } from './squeeze/squeezedColumns'
import { squeezedMeasure } from './squeeze/squeezedMeasure'
import { fitInto, isWhole, pan, zoomAround, type TimeRange } from './timeRange'

const ZOOM_STEP = 1.5
const PAN_STEP = 0.15

interface MeasuredTrace {
  columns: TraceColumns
  measure: TraceMeasure
}

/** The time of one trace as it is being looked at: by which clocks, without which gaps, and which stretch of it. */
export class TraceTime {
  readonly clocks = new ClockCorrection()
  /** The stretch of shown time in view: real time but for squeezed gaps. */
  range = $state.raw<TimeRange>({ from: 0, to: 1 })
  /** Which idle gaps are squeezed, and the trace in the time that is shown so. */
  squeeze = $state.raw<Squeeze>(NO_SQUEEZE)
  timeline: MeasuredTrace
  /** Long stretches in which nothing happens, in real time. */
  gaps: TimeRange[]
  readonly #recorded: MeasuredTrace
  #corrected = $state.raw<MeasuredTrace | undefined>()
  #squeezes = false

  constructor(recorded: TraceColumns) {
    this.#recorded = { columns: recorded, measure: measureTrace(recorded) }
    this.range = this.measure.extent
    this.gaps = $state.raw(idleGaps(recorded, this.range))
    this.timeline = $state.raw(this.#recorded)
  }

  /** The trace as the archive holds it. */
  get recorded(): TraceColumns {
    return this.#recorded.columns
  }

  /** The trace in real time, which may be corrected. */
  get columns(): TraceColumns {
    return this.#real.columns
  }

  get measure(): TraceMeasure {
    return this.#real.measure
  }

  /** All of shown time. */
  get extent(): TimeRange {
    return this.timeline.measure.extent
  }

  /** What is in view, in real time. */
  get realRange(): TimeRange {
    return realRange(this.squeeze, this.range)
  }

  get isWhole(): boolean {
    return isWhole(this.extent, this.range)
  }

  get clocksCorrected(): boolean {
    return this.#corrected !== undefined
  }

  /** Shows the times with the hosts' clocks corrected, or as they are recorded. Rows keep their order. */
  correctClocks(on: boolean): void {
    const { times } = this.clocks
    if (on === this.clocksCorrected || (on && !times)) return
    const { isWhole, realRange: inView } = this
    this.#corrected = undefined
    if (on && times) {
      const { start, selfTime, criticalPath } = times
      const columns = { ...this.recorded, start, selfTime, criticalPath, durationNs: 0 }
      const measure = measureTrace(columns)
      this.#corrected = { columns: { ...columns, durationNs: measure.extent.to - measure.extent.from }, measure }
    }
    this.gaps = idleGaps(this.columns, this.measure.extent)
    this.#show(inView, isWhole)
  }

  /** Squeezes idle gaps or shows them in full; what is in view stays in view. */
  squeezeGaps(squeezes: boolean): void {
    if (squeezes === this.#squeezes) return
    this.#squeezes = squeezes
    this.#show(this.realRange, this.isWhole)
  }

  look(range: TimeRange): void {
    this.range = fitInto(this.extent, range)
  }

  /** Shows a stretch of real time. */
  lookAtReal(range: TimeRange): void {
    this.look(shownRange(this.squeeze, range))
  }

  fit(): void {
    this.range = this.extent
  }

  /** Shows a span in full, with some room on both sides; a span without times shows the whole trace. */
  fitSpan(row: number): void {
    const { from, to } = this.#spanOf(row)
    if (Number.isNaN(to)) return this.fit()
    const margin = Math.max((to - from) * 0.08, 10)
    this.look({ from: from - margin, to: to + margin })
  }

  /** Zooms by `factor` (below 1 is closer) around a moment of shown time. */
  zoom(factor: number, at: number): void {
    this.range = zoomAround(this.extent, this.range, at, factor)
  }

  /** Zooms around what is in view of a span, or around the middle where nothing is (−1: no span). */
  zoomStep(closer: boolean, row: number): void {
    const span = this.#spanOf(row)
    const from = Math.max(span.from, this.range.from)
    const to = Math.min(span.to, this.range.to)
    const middle = to >= from ? (from + to) / 2 : (this.range.from + this.range.to) / 2
    this.zoom(closer ? 1 / ZOOM_STEP : ZOOM_STEP, middle)
  }

  /** Moves the stretch of time by a share of its length. */
  pan(share: number): void {
    this.range = pan(this.extent, this.range, share * (this.range.to - this.range.from))
  }

  panStep(direction: 1 | -1): void {
    this.pan(direction * PAN_STEP)
  }

  get #real(): MeasuredTrace {
    return this.#corrected ?? this.#recorded
  }

  /** When a span is shown; NaN where that is not known. */
  #spanOf(row: number): TimeRange {
    const { start, duration } = this.timeline.columns
    const from = start[row] ?? NaN
    return { from, to: from + (duration[row] ?? NaN) }
  }

  #show(inView: TimeRange, isWhole: boolean): void {
    const { columns, measure } = this.#real
    this.squeeze = this.#squeezes ? squeezeOf(this.gaps, measure.extent) : NO_SQUEEZE
    this.timeline = {
      columns: squeezedColumns(columns, this.squeeze),
      measure: squeezedMeasure(measure, this.squeeze),
    }
    this.range = isWhole ? this.extent : fitInto(this.extent, shownRange(this.squeeze, inView))
  }
}
