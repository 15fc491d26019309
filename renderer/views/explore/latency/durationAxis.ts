const MINUTE = 60e9
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The edges that are labelled, each at its place among all. At least so many bins lie between two of them. */
export function durationTicks(edges: readonly number[], apart: number): { place: number; edge: number }[] {
  const all = edges.map((edge, place) => ({ place, edge }))
  const some = all.filter(({ edge }) => isRound(edge, [1, 2, 5], [1, 2, 5, 10, 30], [1, 2, 5, 12]))
  if (areApart(some, apart)) return some
  const few = all.filter(({ edge }) => isRound(edge, [1], [1, 10], [1]))
  for (let each = 1; each < few.length; each++) {
    const kept = few.filter((_, index) => index % each === 0)
    if (areApart(kept, apart)) return kept
  }
  return few.slice(0, 1)
}

/** Where a duration lies along the edges: 2.5 in the middle of the third bin; null where it lies beside them. */
export function durationPlace(edges: readonly number[], duration: number): number | null {
  const above = edges.findIndex((edge) => edge > duration)
  const [from, to] = [edges[above - 1], edges[above]]
  if (from === undefined || to === undefined) return null
  return above - 1 + Math.log(duration / from) / Math.log(to / from)
}

function areApart(ticks: readonly { place: number }[], apart: number): boolean {
  return ticks.every(({ place }, index) => index === 0 || place - (ticks[index - 1]?.place ?? 0) >= apart)
}

/** Whether a duration is so many of a power of ten nanoseconds, of minutes, hours, or a power of ten days. */
function isRound(edge: number, digits: number[], minutes: number[], hours: number[]): boolean {
  if (edge >= DAY) return digits.includes(leadingDigits(edge / DAY))
  if (edge >= HOUR) return hours.includes(edge / HOUR)
  return edge >= MINUTE ? minutes.includes(edge / MINUTE) : digits.includes(leadingDigits(edge))
}

/** A number without its power of ten. */
function leadingDigits(value: number): number {
  return Number(value.toExponential(9).split('e')[0])
}
