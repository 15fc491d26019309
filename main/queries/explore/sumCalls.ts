import { giveTurn, type ChosenCalls } from './ChosenCalls'
import { selectRank } from './selectRank'

/** By pair of `CallTable`. */
export interface CallSums {
  calls: Float64Array
  errors: Float64Array
  asynchronous: Float64Array
  /** For each of `SHARES` the least duration that so many of those known do not exceed; NaN for none. */
  percentiles: Float64Array[]
}

/** The greatest first: those that follow are among what does not exceed it. */
const SHARES = [0.99, 0.95, 0.5]
/** Others get their turn after so many. */
const DURATIONS_AT_ONCE = 500_000

/** Adds the chosen calls up. Fails with `cancelled`. */
export async function sumCalls(chosen: ChosenCalls, signal: AbortSignal): Promise<CallSums> {
  const { pair, failed, asynchronous, duration, callers, count } = chosen.table
  const pairs = callers.length
  const sums = {
    calls: new Float64Array(pairs),
    errors: new Float64Array(pairs),
    asynchronous: new Float64Array(pairs),
    percentiles: SHARES.map(() => new Float64Array(pairs).fill(NaN)),
  }
  /** Calls whose duration is known. */
  const measured = new Int32Array(count)
  let length = 0
  /** The first place of each pair's durations. */
  const first = new Int32Array(pairs + 1)
  await chosen.visit((call) => {
    const at = pair[call] ?? 0
    sums.calls[at] = (sums.calls[at] ?? 0) + 1
    sums.errors[at] = (sums.errors[at] ?? 0) + (failed[call] ?? 0)
    sums.asynchronous[at] = (sums.asynchronous[at] ?? 0) + (asynchronous[call] ?? 0)
    if (Number.isNaN(duration[call])) return
    measured[length++] = call
    first[at + 1] = (first[at + 1] ?? 0) + 1
  }, signal)
  for (let at = 0; at < pairs; at++) first[at + 1] = (first[at + 1] ?? 0) + (first[at] ?? 0)
  const next = first.slice()
  const durations = new Float64Array(length)
  for (let index = 0; index < length; index++) {
    if (index % DURATIONS_AT_ONCE === 0) await giveTurn(signal)
    const call = measured[index] ?? 0
    const at = pair[call] ?? 0
    const place = next[at] ?? 0
    durations[place] = duration[call] ?? NaN
    next[at] = place + 1
  }
  let sinceTurn = 0
  for (let at = 0; at < pairs; at++) {
    const [from, to] = [first[at] ?? 0, first[at + 1] ?? 0]
    if (from === to) continue
    sinceTurn += to - from
    if (sinceTurn > DURATIONS_AT_ONCE) {
      sinceTurn = 0
      await giveTurn(signal)
    }
    let end = to
    for (const [index, share] of SHARES.entries()) {
      const rank = from + rankOf(share, to - from)
      const column = sums.percentiles[index]
      if (column) column[at] = selectRank(durations, rank, from, end)
      end = rank + 1
    }
  }
  return sums
}

/** The place of a percentile among `count` sorted values, as DuckDB's `quantile_disc` has it. */
function rankOf(share: number, count: number): number {
  return Math.max(1, count - Math.floor(count - share * count)) - 1
}
