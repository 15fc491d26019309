/** All calls between the names of an archive, whatever part of it is asked about. */
export class CallTable {
  /** Of each pair with calls: numbers of names. */
  readonly callers: number[] = []
  readonly callees: number[] = []
  /**
   * Of each call: its pair, the span that tells of it, when that starts in nanoseconds from the archive's start, NaN for
   * unknown, and how long the call took in nanoseconds, NaN where no span measured it.
   */
  pair = new Int32Array(1 << 10)
  spanRow = new Int32Array(1 << 10)
  start = new Float64Array(1 << 10)
  duration = new Float64Array(1 << 10)
  failed = new Uint8Array(1 << 10)
  asynchronous = new Uint8Array(1 << 10)
  count = 0
  readonly #pairOf = new Map<number, number>()

  add(caller: number, callee: number, call: Call): void {
    if (this.count === this.pair.length) this.#grow()
    const key = caller * MOST_NAMES + callee
    let pair = this.#pairOf.get(key)
    if (pair === undefined) {
      pair = this.callers.push(caller) - 1
      this.callees.push(callee)
      this.#pairOf.set(key, pair)
    }
    const at = this.count++
    this.pair[at] = pair
    this.spanRow[at] = call.spanRow
    this.start[at] = call.start
    this.duration[at] = call.duration
    this.failed[at] = call.failed ? 1 : 0
    this.asynchronous[at] = call.asynchronous ? 1 : 0
  }

  /** The pair of two names, −1 where there are no calls. */
  find(caller: number, callee: number): number {
    return this.#pairOf.get(caller * MOST_NAMES + callee) ?? -1
  }

  /** All pairs, with how many calls there are. */
  pairs(): { caller: number; callee: number; calls: number }[] {
    const pairs = this.callers.map((caller, pair) => ({ caller, callee: this.callees[pair] ?? -1, calls: 0 }))
    for (let call = 0; call < this.count; call++) {
      const pair = pairs[this.pair[call] ?? 0]
      if (pair) pair.calls++
    }
    return pairs
  }

  #grow(): void {
    const room = this.count * 2
    const longer = <Column extends { set(from: Column): void }>(from: Column, to: Column): Column => {
      to.set(from)
      return to
    }
    this.pair = longer(this.pair, new Int32Array(room))
    this.spanRow = longer(this.spanRow, new Int32Array(room))
    this.start = longer(this.start, new Float64Array(room))
    this.duration = longer(this.duration, new Float64Array(room))
    this.failed = longer(this.failed, new Uint8Array(room))
    this.asynchronous = longer(this.asynchronous, new Uint8Array(room))
  }
}

interface Call {
  spanRow: number
  start: number
  duration: number
  failed: boolean
  asynchronous: boolean
}

/** Two numbers of names below this make one that is exact. */
const MOST_NAMES = 0x4000000
