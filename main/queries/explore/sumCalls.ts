import { setImmediate } from 'node:timers/promises'
import { Failed } from '../../../preload/contract/failure'
import type { CallTable } from './CallTable'
import type { ChosenSpans } from './chosenSpans'

/** By pair of `CallTable`. */
export interface CallSums {
  calls: Float64Array
  errors: Float64Array
  asynchronous: Float64Array
  /** For each of `SHARES` the least duration that so many of those known do not exceed; NaN for none. */
  percentiles: Float64Array[]
}

const SHARES = [0.5, 0.95, 0.99]
/** Others get their turn after so many. */
const CALLS_AT_ONCE = 500_000

/** Adds the chosen calls up. Fails with `cancelled`. */
export async function sumCalls(table: CallTable, isChosen: ChosenSpans, signal: AbortSignal): Promise<CallSums> {
  const pairs = table.callers.length
  const sums = {
    calls: new Float64Array(pairs),
    errors: new Float64Array(pairs),
    asynchronous: new Float64Array(pairs),
    percentiles: SHARES.map(() => new Float64Array(pairs).fill(NaN)),
  }
  const rest = async () => {
    await setImmediate()
    if (signal.aborted) throw new Failed({ code: 'cancelled' })
  }
  const chosen = new Uint8Array(table.count)
  /** The first place of each pair's durations. */
  const first = new Int32Array(pairs + 1)
  for (let call = 0; call < table.count; call++) {
    if (call % CALLS_AT_ONCE === 0) await rest()
    if (!isChosen(table.spanRow[call] ?? 0)) continue
    const pair = table.pair[call] ?? 0
    sums.calls[pair] = (sums.calls[pair] ?? 0) + 1
    sums.errors[pair] = (sums.errors[pair] ?? 0) + (table.failed[call] ?? 0)
    sums.asynchronous[pair] = (sums.asynchronous[pair] ?? 0) + (table.asynchronous[call] ?? 0)
    if (Number.isNaN(table.duration[call])) continue
    chosen[call] = 1
    first[pair + 1] = (first[pair + 1] ?? 0) + 1
  }
  for (let pair = 0; pair < pairs; pair++) first[pair + 1] = (first[pair + 1] ?? 0) + (first[pair] ?? 0)
  const next = first.slice()
  const sorted = new Float64Array(first[pairs] ?? 0)
  for (let call = 0; call < table.count; call++) {
    if (call % CALLS_AT_ONCE === 0) await rest()
    if (chosen[call] === 0) continue
    const pair = table.pair[call] ?? 0
    const place = next[pair] ?? 0
    sorted[place] = table.duration[call] ?? NaN
    next[pair] = place + 1
  }
  let sinceRest = 0
  for (let pair = 0; pair < pairs; pair++) {
    const [from, to] = [first[pair] ?? 0, first[pair + 1] ?? 0]
    if (from === to) continue
    sinceRest += to - from
    if (sinceRest > CALLS_AT_ONCE) {
      sinceRest = 0
      await rest()
    }
    const durations = sorted.subarray(from, to).sort()
    for (const [index, share] of SHARES.entries()) {
      const column = sums.percentiles[index]
      if (column) column[pair] = durations[rankOf(share, to - from)] ?? NaN
    }
  }
  return sums
}

/** The place of a percentile among `count` sorted values, as DuckDB's `quantile_disc` has it. */
function rankOf(share: number, count: number): number {
  return Math.max(1, count - Math.floor(count - share * count)) - 1
}
