import { BinBrush, type BinRange } from '../../../query/overTime/binBrush.svelte'

/** A bin of time and one of duration. */
export interface BinCell {
  time: number
  duration: number
}

export interface BinArea {
  time: BinRange
  duration: BinRange
}

/** Choosing an area of bins by dragging or by keys. */
export class AreaBrush {
  readonly #time: BinBrush
  readonly #duration: BinBrush

  constructor(timeBins: () => number, durationBins: () => number) {
    this.#time = new BinBrush(timeBins)
    this.#duration = new BinBrush(durationBins)
  }

  /** Where the keys are, and the pointer was last. */
  get cursor(): BinCell | undefined {
    const [time, duration] = [this.#time.cursor, this.#duration.cursor]
    return time === undefined || duration === undefined ? undefined : { time, duration }
  }

  /** Whether there is more than the cell at the cursor, and not yet in effect. */
  get isArea(): boolean {
    return this.#time.range !== undefined || this.#duration.range !== undefined
  }

  /** What would take effect: the area, or the cell at the cursor. */
  get chosen(): BinArea | undefined {
    const [time, duration] = [this.#time.chosen, this.#duration.chosen]
    return time && duration && { time, duration }
  }

  press(cell: BinCell): void {
    this.#time.press(cell.time)
    this.#duration.press(cell.duration)
  }

  drag(cell: BinCell): void {
    this.#time.drag(cell.time)
    this.#duration.drag(cell.duration)
  }

  point(cell: BinCell): void {
    this.#time.point(cell.time)
    this.#duration.point(cell.duration)
  }

  /** By keys, along one of both; without a cursor it first stands where `start` is. */
  move(along: 'time' | 'duration', by: number, extend: boolean, start: BinCell): void {
    if (!this.cursor) return this.point(start)
    const [moved, other] = along === 'time' ? [this.#time, this.#duration] : [this.#duration, this.#time]
    moved.move(by, extend)
    if (!extend) other.clear()
  }

  /** Forgets the area; the cursor stays. */
  clear(): void {
    this.#time.clear()
    this.#duration.clear()
  }

  leave(): void {
    this.#time.leave()
    this.#duration.leave()
  }
}
