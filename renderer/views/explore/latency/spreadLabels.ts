/** Where labels stand which want these places, ascending, in pixels: as near as they can be without touching, within `length`. */
export function spreadLabels(places: readonly number[], height: number, length: number): number[] {
  const spread: number[] = []
  for (const place of places) spread.push(Math.max(place, (spread.at(-1) ?? -Infinity) + height))
  let limit = length
  for (let index = spread.length - 1; index >= 0; index--) {
    const place = Math.min(spread[index] ?? 0, limit)
    spread[index] = place
    limit = place - height
  }
  return spread
}
