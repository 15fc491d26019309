/**
 * The offset that lies within the most of these intervals (Marzullo's algorithm, by which NTP takes the time from several
 * clocks): 0 if it is one such, else the middle of the best stretch, or its end where it has but one. `lower[n]` may be
 * −∞ and `upper[n]` ∞. O(n log n).
 */
export function agreedOffset(lower: readonly number[], upper: readonly number[]): number {
  const starts = Float64Array.from(lower).sort()
  const ends = Float64Array.from(upper).sort()
  const atZero = lower.filter((from, place) => from <= 0 && (upper[place] ?? 0) >= 0).length
  let most = atZero
  let best = 0
  let ended = 0
  for (let started = 1; started <= starts.length; started++) {
    const from = starts[started - 1] ?? 0
    while ((ends[ended] ?? Infinity) < from) ended++
    const within = started - ended
    const to = ends[ended] ?? Infinity
    const offset = middleOf(from, to)
    if (within > most || (within === most && best !== 0 && Math.abs(offset) < Math.abs(best))) {
      most = within
      best = offset
    }
  }
  return best
}

function middleOf(from: number, to: number): number {
  if (from === -Infinity) return to
  return to === Infinity ? from : from + (to - from) / 2
}
