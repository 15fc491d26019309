import type { Slices } from './Slices'

/** So many are sorted at once: a fraction of a slice. */
const RUN = 2_048

/** The values in the order of `compare`, equal ones as they stood. Sorts runs, then merges them; may pause anywhere. */
export async function sortInSlices(
  values: Int32Array,
  compare: (a: number, b: number) => number,
  slices: Slices,
): Promise<Int32Array> {
  const count = values.length
  let from = values.slice()
  let into = new Int32Array(count)
  for (let first = 0; first < count; first += RUN) {
    from.subarray(first, first + RUN).sort(compare)
    if (slices.isUp) await slices.pause()
  }
  for (let width = RUN; width < count; width *= 2) {
    for (let low = 0; low < count; low += 2 * width) {
      const middle = Math.min(low + width, count)
      const high = Math.min(low + 2 * width, count)
      let left = low
      let right = middle
      for (let place = low; place < high; place++) {
        const takesLeft = right >= high || (left < middle && compare(from[left] ?? 0, from[right] ?? 0) <= 0)
        into[place] = (takesLeft ? from[left++] : from[right++]) ?? 0
        if (place % RUN === 0 && slices.isUp) await slices.pause()
      }
    }
    ;[from, into] = [into, from]
  }
  return from
}
