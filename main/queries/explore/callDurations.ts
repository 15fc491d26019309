import { BINS_PER_DECADE, type CallDurations } from '../../../preload/contract/explore/serviceMap'
import type { CallTable } from './CallTable'
import type { ChosenSpans } from './chosenSpans'

/** How long the chosen calls of a pair took; −1 for a pair without calls. */
export function callDurations(calls: CallTable, pair: number, isChosen: ChosenSpans): CallDurations {
  const counts = new Map<number, { count: number; errors: number }>()
  let unmeasured = 0
  for (let call = 0; call < calls.count; call++) {
    if (calls.pair[call] !== pair || !isChosen(calls.spanRow[call] ?? 0)) continue
    const duration = calls.duration[call] ?? NaN
    if (Number.isNaN(duration)) {
      unmeasured++
      continue
    }
    const bin = duration < 1 ? 0 : Math.floor(Math.log10(duration) * BINS_PER_DECADE + 1e-9)
    const found = counts.get(bin) ?? { count: 0, errors: 0 }
    found.count++
    found.errors += calls.failed[call] ?? 0
    counts.set(bin, found)
  }
  const first = Math.min(...counts.keys())
  const length = counts.size === 0 ? 0 : Math.max(...counts.keys()) - first + 1
  const binsOf = (figure: 'count' | 'errors') =>
    Array.from({ length }, (_, bin) => counts.get(first + bin)?.[figure] ?? 0)
  return { first: length === 0 ? 0 : first, counts: binsOf('count'), errors: binsOf('errors'), unmeasured }
}
