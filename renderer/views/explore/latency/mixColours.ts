/** A colour between two, both as `rgb(…)`: `share` of the second. */
export function mixColours(one: string, other: string, share: number): string {
  const [from, to] = [one, other].map((colour) => (colour.match(/[\d.]+/g) ?? []).map(Number))
  const parts = [0, 1, 2].map((part) => Math.round((from?.[part] ?? 0) * (1 - share) + (to?.[part] ?? 0) * share))
  return `rgb(${parts.join(', ')})`
}
