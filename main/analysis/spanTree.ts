import { measureDepth } from './measureDepth'

/**
 * Spans as a forest over row numbers. The children of row r are `child[first[r]]` up to, but not
 * including, `child[first[r + 1]]`, in the order of their rows.
 */
export interface SpanTree {
  /** Row of the parent, −1 at a root. */
  parent: Int32Array
  first: Int32Array
  child: Int32Array
  /** All rows, every parent before its children. */
  order: Int32Array
  depth: Int32Array
}

/** The forest that `parent` describes. It must be free of cycles (see `findCycleCuts`). Linear time. */
export function spanTree(parent: Int32Array): SpanTree {
  const count = parent.length
  const first = new Int32Array(count + 1)
  for (const above of parent) if (above >= 0) first[above + 1] = (first[above + 1] ?? 0) + 1
  for (let row = 0; row < count; row++) first[row + 1] = (first[row + 1] ?? 0) + (first[row] ?? 0)

  const child = new Int32Array(first[count] ?? 0)
  const next = first.slice(0, count)
  const order = new Int32Array(count)
  let reached = 0
  for (let row = 0; row < count; row++) {
    const above = parent[row] ?? -1
    if (above < 0) {
      order[reached++] = row
    } else {
      const place = next[above] ?? 0
      child[place] = row
      next[above] = place + 1
    }
  }
  for (let done = 0; done < reached; done++) {
    const row = order[done] ?? 0
    const end = first[row + 1] ?? 0
    for (let place = first[row] ?? 0; place < end; place++) order[reached++] = child[place] ?? 0
  }
  return { parent, first, child, order, depth: measureDepth(parent, order) }
}
