/**
 * Puts into the place `rank` of values[from, to) what would be there if they were sorted, with nothing greater before it
 * and nothing less behind it: Hoare's quickselect, linear on average. No value is NaN.
 */
export function selectRank(values: Float64Array, rank: number, from: number, to: number): number {
  let [least, most] = [from, to - 1]
  while (least < most) {
    const pivot = middleOf(values[least] ?? 0, values[(least + most) >> 1] ?? 0, values[most] ?? 0)
    let [low, high] = [least, most]
    while (low <= high) {
      while ((values[low] ?? 0) < pivot) low++
      while ((values[high] ?? 0) > pivot) high--
      if (low > high) break
      const value = values[low] ?? 0
      values[low++] = values[high] ?? 0
      values[high--] = value
    }
    if (rank <= high) most = high
    else if (rank >= low) least = low
    else break
  }
  return values[rank] ?? NaN
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}
