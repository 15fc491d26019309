import type { CallDurations } from '../../../preload/contract/explore/serviceMap'
import type { CallTable } from './CallTable'
import type { ChosenSpans } from './chosenSpans'
import { durationBin, durationCounts } from './durationBins'

/** How long the chosen calls of a pair took; −1 for a pair without calls. */
export function callDurations(calls: CallTable, pair: number, isChosen: ChosenSpans): CallDurations {
  const counts = new Map<number, { bin: number; count: number; errors: number }>()
  let unmeasured = 0
  for (let call = 0; call < calls.count; call++) {
    if (calls.pair[call] !== pair || !isChosen(calls.spanRow[call] ?? 0)) continue
    const duration = calls.duration[call] ?? NaN
    if (Number.isNaN(duration)) {
      unmeasured++
      continue
    }
    const bin = durationBin(Math.max(1, duration))
    const found = counts.get(bin) ?? { bin, count: 0, errors: 0 }
    found.count++
    found.errors += calls.failed[call] ?? 0
    counts.set(bin, found)
  }
  return { ...durationCounts([...counts.values()]), unmeasured }
}
