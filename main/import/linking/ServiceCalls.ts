import { growArray } from '../columns/growArray'

/** More names than that would not be numbered apart in one number for both. */
const MOST_NAMES = 0x4000000

/** One row for each pair of services with calls from the first to the second. */
export interface CallSummary {
  count: number
  /** Numbers of names; see `ServiceCalls.nameRows`. */
  caller: Int32Array
  callee: Int32Array
  callCount: Int32Array
  errorCount: Int32Array
  /** For each of the given shares the least duration that so many of those known do not exceed; NaN for none. */
  percentiles: Float64Array[]
}

/** The calls between services. The durations of all of them are kept, so that percentiles are exact. */
export class ServiceCalls {
  /** By number of a name: a row of the archive that has it as its peer, −1 for the name of a service. */
  readonly nameRows: number[] = []
  private readonly numberOf = new Map<number, number>()
  private readonly pairOf = new Map<number, number>()
  private readonly callers: number[] = []
  private readonly callees: number[] = []
  /** Of each call. */
  private pairs = new Int32Array(1 << 10)
  private errors = new Uint8Array(1 << 10)
  private durations = new Float64Array(1 << 10)
  private count = 0

  /** The number of a name, given its key and its row for `nameRows`. */
  nameNumber(key: number, row: number): number {
    let number = this.numberOf.get(key)
    if (number === undefined) {
      number = this.nameRows.push(row) - 1
      if (number >= MOST_NAMES) throw new RangeError('too many names of services')
      this.numberOf.set(key, number)
    }
    return number
  }

  /** The number of the name with this key, −1 for none. */
  findName(key: number): number {
    return this.numberOf.get(key) ?? -1
  }

  /** `duration` is NaN where no span measured the call. */
  add(caller: number, callee: number, isError: boolean, duration: number): void {
    if (this.count === this.pairs.length) {
      this.pairs = growArray(this.pairs, this.count * 2)
      this.errors = growArray(this.errors, this.count * 2)
      this.durations = growArray(this.durations, this.count * 2)
    }
    const key = caller * MOST_NAMES + callee
    let pair = this.pairOf.get(key)
    if (pair === undefined) {
      pair = this.callers.push(caller) - 1
      this.callees.push(callee)
      this.pairOf.set(key, pair)
    }
    this.pairs[this.count] = pair
    this.errors[this.count] = isError ? 1 : 0
    this.durations[this.count++] = duration
  }

  summary(shares: readonly number[]): CallSummary {
    const pairCount = this.callers.length
    const callCount = new Int32Array(pairCount)
    const errorCount = new Int32Array(pairCount)
    /** The first place of each pair's durations. */
    const first = new Int32Array(pairCount + 1)
    for (let call = 0; call < this.count; call++) {
      const pair = this.pairs[call] ?? 0
      callCount[pair] = (callCount[pair] ?? 0) + 1
      errorCount[pair] = (errorCount[pair] ?? 0) + (this.errors[call] ?? 0)
      if (!Number.isNaN(this.durations[call])) first[pair + 1] = (first[pair + 1] ?? 0) + 1
    }
    for (let pair = 0; pair < pairCount; pair++) first[pair + 1] = (first[pair + 1] ?? 0) + (first[pair] ?? 0)
    const next = first.slice()
    const sorted = new Float64Array(first[pairCount] ?? 0)
    for (let call = 0; call < this.count; call++) {
      const duration = this.durations[call] ?? NaN
      if (Number.isNaN(duration)) continue
      const pair = this.pairs[call] ?? 0
      const place = next[pair] ?? 0
      sorted[place] = duration
      next[pair] = place + 1
    }
    const percentiles = shares.map(() => new Float64Array(pairCount).fill(NaN))
    for (let pair = 0; pair < pairCount; pair++) {
      const [from, to] = [first[pair] ?? 0, first[pair + 1] ?? 0]
      if (from === to) continue
      if (to - from > 1) sorted.subarray(from, to).sort()
      for (const [index, share] of shares.entries()) {
        const column = percentiles[index]
        if (column) column[pair] = sorted[from + rankOf(share, to - from)] ?? NaN
      }
    }
    return {
      count: pairCount,
      caller: Int32Array.from(this.callers),
      callee: Int32Array.from(this.callees),
      callCount,
      errorCount,
      percentiles,
    }
  }
}

/** The place of a percentile among `count` sorted values, as DuckDB's `quantile_disc` has it. */
function rankOf(share: number, count: number): number {
  return Math.max(1, count - Math.floor(count - share * count)) - 1
}
