const SLICE_MS = 12
const BLOCK = 1 << 14

/** Long work in slices: between two of them the page draws and listens. Work that is no longer wanted ends there. */
export class Slices {
  readonly #signal: AbortSignal
  #began = performance.now()

  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  /** To be awaited wherever work may be interrupted; rejects when it was given up. */
  async pause(): Promise<void> {
    if (performance.now() - this.#began > SLICE_MS) await new Promise((resolve) => setTimeout(resolve))
    else await undefined
    this.#signal.throwIfAborted()
    this.#began = performance.now()
  }

  /** Whether a slice is used up: asked in tight loops, where awaiting each time would cost more than the work. */
  get isUp(): boolean {
    return performance.now() - this.#began > SLICE_MS
  }

  /** Does a step for each place from 0 to `count` − 1. */
  async each(count: number, step: (place: number) => void): Promise<void> {
    for (let first = 0; first < count; first += BLOCK) {
      const last = Math.min(first + BLOCK, count)
      for (let place = first; place < last; place++) step(place)
      if (this.isUp) await this.pause()
    }
  }
}
