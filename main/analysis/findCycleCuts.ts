/**
 * The rows at which cycles of `parent` (−1 at roots) must be cut to leave a forest: of each cycle the
 * row that comes before all others. `before` is a total order, as a rule that of the start times.
 * Linear time.
 */
export function findCycleCuts(parent: Int32Array, before: (row: number, other: number) => boolean): number[] {
  const cuts: number[] = []
  /** The walk that saw the row, counted from 1; 0 for none. */
  const seenBy = new Int32Array(parent.length)
  for (let origin = 0; origin < parent.length; origin++) {
    const walk = origin + 1
    let row = origin
    while (row >= 0 && seenBy[row] === 0) {
      seenBy[row] = walk
      row = parent[row] ?? -1
    }
    if (row < 0 || seenBy[row] !== walk) continue
    let cut = row
    for (let member = parent[row] ?? -1; member !== row; member = parent[member] ?? -1) {
      if (before(member, cut)) cut = member
    }
    cuts.push(cut)
  }
  return cuts
}
