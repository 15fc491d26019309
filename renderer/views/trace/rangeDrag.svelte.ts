import type { TimeRange } from './timeRange'

/** A drag shorter than this, in pixels, is a click. */
const LEAST = 4

/** Choosing a stretch of time by dragging across an element which shows `shown()` from edge to edge. */
export class RangeDrag {
  /** What has been dragged over so far; undefined while nothing is. */
  selection = $state.raw<TimeRange | undefined>()
  readonly #shown: () => TimeRange
  readonly #choose: (range: TimeRange) => void
  #origin: { at: number; x: number } | undefined
  #box = { left: 0, width: 1 }

  constructor(shown: () => TimeRange, choose: (range: TimeRange) => void) {
    this.#shown = shown
    this.#choose = choose
  }

  press(event: PointerEvent): void {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return
    event.currentTarget.setPointerCapture(event.pointerId)
    this.#box = event.currentTarget.getBoundingClientRect()
    this.#origin = { at: this.#momentAt(event.clientX), x: event.clientX }
  }

  move(event: PointerEvent): void {
    if (!this.#origin || (!this.selection && Math.abs(event.clientX - this.#origin.x) < LEAST)) return
    const at = this.#momentAt(event.clientX)
    this.selection = { from: Math.min(at, this.#origin.at), to: Math.max(at, this.#origin.at) }
  }

  release(): void {
    const chosen = this.selection
    this.cancel()
    if (chosen) this.#choose(chosen)
  }

  cancel(): void {
    this.#origin = undefined
    this.selection = undefined
  }

  #momentAt(clientX: number): number {
    const { from, to } = this.#shown()
    const share = (clientX - this.#box.left) / this.#box.width
    return from + Math.min(1, Math.max(0, share)) * (to - from)
  }
}
