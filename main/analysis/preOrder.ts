import type { SpanTree } from './spanTree'

export interface PreOrder {
  /** Place of each row when every span is followed by all that is below it. */
  place: Int32Array
  /** How many rows are below it: they have the places that follow. */
  descendants: Int32Array
}

/** The rows of a forest in pre-order, roots and children by row. Linear time. */
export function preOrder({ parent, order }: SpanTree): PreOrder {
  const count = order.length
  const descendants = new Int32Array(count)
  for (let index = count - 1; index >= 0; index--) {
    const row = order[index] ?? 0
    const above = parent[row] ?? -1
    if (above >= 0) descendants[above] = (descendants[above] ?? 0) + (descendants[row] ?? 0) + 1
  }
  const place = new Int32Array(count)
  /** The place of the next child of each row. */
  const next = new Int32Array(count)
  let nextRoot = 0
  for (const row of order) {
    const above = parent[row] ?? -1
    const own = above < 0 ? nextRoot : (next[above] ?? 0)
    const behind = own + (descendants[row] ?? 0) + 1
    if (above < 0) nextRoot = behind
    else next[above] = behind
    place[row] = own
    next[row] = own + 1
  }
  return { place, descendants }
}
