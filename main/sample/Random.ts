/**
 * A seeded stream of pseudo-random numbers, the same on every machine.
 * The generator is sfc32 by Chris Doty-Humphrey (PractRand, "Small Fast Counting", 32 bit).
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: number) {
    this.#a = seed | 0
    this.#b = Math.floor(seed / 0x1_0000_0000) | 0
    this.#c = 0x9e3779b9 | 0
    for (let round = 0; round < 12; round++) this.bits()
  }

  /** 32 random bits as an unsigned integer. */
  bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** Uniform in [0, 1). */
  fraction(): number {
    return this.bits() / 0x1_0000_0000
  }

  /** Uniform among the integers from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1))
  }

  /** True in `probability` of all cases. */
  chance(probability: number): boolean {
    return this.fraction() < probability
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.integer(0, items.length - 1)] ?? items[0]
  }

  /** One of the items, each as often as its weight says. */
  weighted<Item>(items: readonly [readonly [Item, number], ...(readonly [Item, number])[]]): Item {
    let total = 0
    for (const [, weight] of items) total += weight
    let place = this.fraction() * total
    for (const [item, weight] of items) {
      place -= weight
      if (place < 0) return item
    }
    return items[0][0]
  }

  /** `digits` lower-case hexadecimal digits, a multiple of eight. */
  hex(digits: number): string {
    let text = ''
    while (text.length < digits) text += this.bits().toString(16).padStart(8, '0')
    return text
  }

  /** A log-normal integer: half of all are below `median`; `spread` is the standard deviation of the logarithm. */
  logNormal(median: number, spread = 0.4): number {
    return Math.max(1, Math.round(median * Math.exp(spread * this.#normal())))
  }

  /** Standard normal by Marsaglia's polar method, which needs no trigonometry (engines round that differently). */
  #normal(): number {
    for (;;) {
      const x = 2 * this.fraction() - 1
      const y = 2 * this.fraction() - 1
      const square = x * x + y * y
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square)
    }
  }
}
