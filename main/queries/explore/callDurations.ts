import { BINS_PER_DECADE, type CallDurations } from '../../../preload/contract/explore/serviceMap'
import type { ChosenCalls } from './ChosenCalls'

/** How long the chosen calls of a pair took; −1 for a pair without calls. Fails with `cancelled`. */
export async function callDurations(chosen: ChosenCalls, pair: number, signal: AbortSignal): Promise<CallDurations> {
  const { pair: pairs, duration: durations, failed } = chosen.table
  const counts = new Map<number, { count: number; errors: number }>()
  let unmeasured = 0
  await chosen.visit((call) => {
    if (pairs[call] !== pair) return
    const duration = durations[call] ?? NaN
    if (Number.isNaN(duration)) {
      unmeasured++
      return
    }
    const bin = duration < 1 ? 0 : Math.floor(Math.log10(duration) * BINS_PER_DECADE + 1e-9)
    const found = counts.get(bin) ?? { count: 0, errors: 0 }
    found.count++
    found.errors += failed[call] ?? 0
    counts.set(bin, found)
  }, signal)
  const first = Math.min(...counts.keys())
  const length = counts.size === 0 ? 0 : Math.max(...counts.keys()) - first + 1
  const binsOf = (figure: 'count' | 'errors') =>
    Array.from({ length }, (_, bin) => counts.get(first + bin)?.[figure] ?? 0)
  return { first: length === 0 ? 0 : first, counts: binsOf('count'), errors: binsOf('errors'), unmeasured }
}
