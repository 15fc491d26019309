/** Bins from the first to the last. */
export interface BinRange {
  first: number
  last: number
}

/** Choosing a stretch of bins by dragging or by keys. */
export class BinBrush {
  /** Where the keys are, and the pointer was last. */
  cursor = $state<number | undefined>()
  /** What is chosen and not yet in effect. */
  range = $state.raw<BinRange | undefined>()
  #anchor: number | undefined
  readonly #count: () => number

  constructor(count: () => number) {
    this.#count = count
  }

  /** What would take effect: the stretch, or the bin at the cursor. */
  get chosen(): BinRange | undefined {
    if (this.range) return this.range
    return this.cursor === undefined ? undefined : { first: this.cursor, last: this.cursor }
  }

  press(bin: number): void {
    this.cursor = this.#within(bin)
    this.#anchor = this.cursor
    this.range = undefined
  }

  drag(bin: number): void {
    this.cursor = this.#within(bin)
    if (this.#anchor !== undefined && (this.range || this.cursor !== this.#anchor)) this.#spread(this.#anchor)
  }

  point(bin: number): void {
    this.cursor = this.#within(bin)
  }

  /** By keys. */
  move(by: number, extend: boolean): void {
    const before = this.cursor ?? (by > 0 ? -1 : this.#count())
    if (extend) this.#anchor ??= this.#within(before)
    else this.clear()
    this.cursor = this.#within(before + by)
    if (this.#anchor !== undefined) this.#spread(this.#anchor)
  }

  /** Forgets the stretch; the cursor stays. */
  clear(): void {
    this.range = undefined
    this.#anchor = undefined
  }

  leave(): void {
    this.clear()
    this.cursor = undefined
  }

  #spread(anchor: number): void {
    const cursor = this.cursor ?? anchor
    this.range = { first: Math.min(anchor, cursor), last: Math.max(anchor, cursor) }
  }

  #within(bin: number): number {
    return Math.max(0, Math.min(this.#count() - 1, bin))
  }
}
