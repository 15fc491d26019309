import type { CallDurations } from '../../../preload/contract/explore/serviceMap'
import type { ChosenCalls } from './ChosenCalls'
import { durationBin, durationCounts } from './durationBins'

/** How long the chosen calls of a pair took; −1 for a pair without calls. Fails with `cancelled`. */
export async function callDurations(chosen: ChosenCalls, pair: number, signal: AbortSignal): Promise<CallDurations> {
  const { pair: pairs, duration: durations, failed } = chosen.table
  const counts = new Map<number, { bin: number; count: number; errors: number }>()
  let unmeasured = 0
  await chosen.visit((call) => {
    if (pairs[call] !== pair) return
    const duration = durations[call] ?? NaN
    if (Number.isNaN(duration)) {
      unmeasured++
      return
    }
    const bin = durationBin(Math.max(1, duration))
    const found = counts.get(bin) ?? { bin, count: 0, errors: 0 }
    found.count++
    found.errors += failed[call] ?? 0
    counts.set(bin, found)
  }, signal)
  return { ...durationCounts([...counts.values()]), unmeasured }
}
