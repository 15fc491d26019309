import type { TraceFilter } from '../../../preload/contract/explorer'
import type { CallsOverTime } from '../../../preload/contract/explore/serviceMap'
import type { Nanoseconds } from '../../../preload/contract/time'
import { binsOver } from '../timeBins'
import type { ChosenCalls } from './ChosenCalls'

interface Asked {
  chosen: ChosenCalls
  /** Of `CallTable.start`. */
  origin: Nanoseconds
  filter: Pick<TraceFilter, 'from' | 'to'>
  bins: number
}

/** The chosen calls over the time from the first to the last, or between the filter's bounds. Fails with `cancelled`. */
export async function callsOverTime(
  { chosen, origin, filter, bins: most }: Asked,
  signal: AbortSignal,
): Promise<CallsOverTime> {
  const { start, failed } = chosen.table
  let [first, last, withoutStart] = [Infinity, -Infinity, 0]
  await chosen.visit((call) => {
    const at = start[call] ?? NaN
    if (Number.isNaN(at)) withoutStart++
    else {
      if (at < first) first = at
      if (at > last) last = at
    }
  }, signal)
  if (first > last) return { origin: 0n, width: 1n, counts: [], errors: [], withoutStart, from: 0n, to: 0n }
  const from = filter.from ?? origin + BigInt(first)
  const to = filter.to ?? origin + BigInt(last) + 1n
  const bins = binsOver(from, to - 1n, most)
  const counts = new Array<number>(bins.count).fill(0)
  const errors = new Array<number>(bins.count).fill(0)
  const [offset, width] = [Number(bins.origin - origin), Number(bins.width)]
  await chosen.visit((call) => {
    const bin = Math.floor(((start[call] ?? NaN) - offset) / width)
    if (Number.isNaN(bin)) return
    counts[bin] = (counts[bin] ?? 0) + 1
    errors[bin] = (errors[bin] ?? 0) + (failed[call] ?? 0)
  }, signal)
  return { origin: bins.origin, width: bins.width, counts, errors, withoutStart, from, to }
}
