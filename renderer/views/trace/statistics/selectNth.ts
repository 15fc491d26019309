/**
 * The value that would stand at `place` if the numbers from `from` up to, but not including, `to` were sorted. Reorders
 * them: what is before `place` is then no greater, what is behind no smaller. Linear on average (Hoare's quickselect).
 */
export function selectNth(values: Float64Array, from: number, to: number, place: number): number {
  let low = from
  let high = to - 1
  while (low < high) {
    const pivot = medianOfThree(values[low] ?? 0, values[(low + high) >>> 1] ?? 0, values[high] ?? 0)
    let left = low
    let right = high
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left++
      while ((values[right] ?? 0) > pivot) right--
      if (left > right) break
      const swapped = values[left] ?? 0
      values[left++] = values[right] ?? 0
      values[right--] = swapped
    }
    if (place <= right) high = right
    else if (place >= left) low = left
    else break
  }
  return values[place] ?? NaN
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}
