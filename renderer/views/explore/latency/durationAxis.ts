/** The edges that are labelled: each at its place among all. At least so many bins lie between two of them. */
export function durationTicks(edges: readonly number[], apart: number): { place: number; edge: number }[] {
  const all = edges.map((edge, place) => ({ place, edge }))
  for (const digits of [[1, 2, 5], [1]]) {
    const ticks = all.filter(({ edge }) => digits.includes(leadingDigits(edge)))
    if (ticks.every(({ place }, index) => index === 0 || place - (ticks[index - 1]?.place ?? 0) >= apart)) return ticks
  }
  const decades = all.filter(({ edge }) => leadingDigits(edge) === 1)
  const each = Math.ceil((apart * Math.max(1, decades.length - 1)) / Math.max(1, edges.length - 1))
  return decades.filter((_, index) => index % each === 0)
}

/** Where a duration lies along the edges: 2.5 in the middle of the third bin; null where it lies beside them. */
export function durationPlace(edges: readonly number[], duration: number): number | null {
  const above = edges.findIndex((edge) => edge > duration)
  const [from, to] = [edges[above - 1], edges[above]]
  if (from === undefined || to === undefined) return null
  return above - 1 + Math.log(duration / from) / Math.log(to / from)
}

/** A number without its power of ten. */
function leadingDigits(value: number): number {
  return Number(value.toExponential(9).split('e')[0])
}
