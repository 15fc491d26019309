import { startWork } from '../../../state/idle'
import { Slices } from '../Slices'
import { fitInto, isWhole, pan, zoomAround, type TimeRange } from '../timeRange'
import type { TraceState } from '../trace.svelte'
import { flameChart, type FlameChart, type FlameMode } from './flameChart'
import type { Operations } from './flameTree'
import { moveFrame } from './moveFrame'

/** A flame graph as it is being looked at. */
export class FlameState {
  chart = $state.raw<FlameChart | undefined>()
  range = $state.raw<TimeRange>({ from: 0, to: 1 })
  /** The frame that keys move from; −1 for none. */
  active = $state(-1)
  readonly #trace: TraceState
  /** Which graph is shown, whatever matches in it. */
  #graph = ''

  constructor(trace: TraceState) {
    this.#trace = trace
  }

  get extent(): TimeRange {
    return { from: 0, to: Math.max(this.chart?.frames.extent ?? 1, 1) }
  }

  get isWhole(): boolean {
    return isWhole(this.extent, this.range)
  }

  /** Lays the trace out; returns how to give that up. The same graph with other matches stays where it was. */
  layOut(mode: FlameMode, operations: Operations, operation: number, matched: Uint8Array): () => void {
    const graph = mode === 'sandwich' ? `${mode} ${operation}` : mode
    const controller = new AbortController()
    const endWork = startWork()
    flameChart(mode, this.#trace.columns, operations, operation, matched, new Slices(controller.signal))
      .then((chart) => {
        this.chart = chart
        if (graph === this.#graph) return
        this.#graph = graph
        this.range = this.extent
        const selected = this.frameOfRow(this.#trace.selected)
        this.active = selected >= 0 ? selected : this.#first(chart)
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) throw error
      })
      .finally(endWork)
    return () => controller.abort()
  }

  /** The frame of a span, where spans have frames of their own; −1 for none. */
  frameOfRow(row: number): number {
    return this.chart?.mode === 'time' && row >= 0 ? this.chart.frames.item.indexOf(row) : -1
  }

  /** Makes a frame the active one; by time it is also the trace's selected span. */
  activate(frame: number): void {
    if (!this.chart || frame < 0) return
    this.active = frame
    if (this.chart.mode === 'time') this.#trace.select(this.chart.facts(frame).row)
    this.#bringIntoSight(frame)
  }

  move(key: string): void {
    if (!this.chart) return
    this.activate(this.active < 0 ? this.#first(this.chart) : moveFrame(this.chart.frames, this.active, key))
  }

  /** Zooms to a frame, or back out when it fills the view already. */
  zoomTo(frame: number): void {
    const from = this.chart?.frames.from[frame] ?? 0
    const to = this.chart?.frames.to[frame] ?? 0
    if (to <= from || (this.range.from === from && this.range.to === to)) this.range = this.extent
    else this.range = { from, to }
  }

  zoom(factor: number, at?: number): void {
    this.range = zoomAround(this.extent, this.range, at ?? (this.range.from + this.range.to) / 2, factor)
  }

  pan(share: number): void {
    this.range = pan(this.extent, this.range, share * (this.range.to - this.range.from))
  }

  fit(): void {
    this.range = this.extent
  }

  #first(chart: FlameChart): number {
    const first = chart.frames.levelBegin[chart.rootLevel] ?? 0
    return first < chart.frames.item.length ? first : -1
  }

  #bringIntoSight(frame: number): void {
    const from = this.chart?.frames.from[frame] ?? 0
    const to = this.chart?.frames.to[frame] ?? 0
    if (to >= this.range.from && from <= this.range.to) return
    const length = this.range.to - this.range.from
    const middle = (from + to) / 2
    this.range = fitInto(this.extent, { from: middle - length / 2, to: middle + length / 2 })
  }
}
