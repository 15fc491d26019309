import type { Slices } from '../Slices'

const DIGITS = 1 << 16
const ALL = 0xffff_ffff
const SIGN = 0x8000_0000

/**
 * Rows in the order of their keys; equal ones stay as they stood, and what has no key (NaN) comes last either way. Sorts
 * by one part of the keys' bits after the other, which takes a fraction of the time that comparing keys takes.
 */
export async function sortRows(
  rows: Int32Array,
  keyOf: (row: number) => number,
  descending: boolean,
  slices: Slices,
): Promise<Int32Array> {
  const count = rows.length
  const high = new Uint32Array(count)
  const low = new Uint32Array(count)
  const bits = new DataView(new ArrayBuffer(8))
  await slices.each(count, (place) => {
    const key = keyOf(rows[place] ?? -1)
    // Minus zero is zero.
    bits.setFloat64(0, key === 0 ? 0 : key)
    const [upper, lower] = [bits.getUint32(0), bits.getUint32(4)]
    // The bits of positive numbers are in their order, those of negative ones in the opposite order.
    const way = descending ? ALL : 0
    const isNegative = upper >= SIGN
    high[place] = Number.isNaN(key) ? ALL : upper ^ (isNegative ? ALL : SIGN) ^ way
    low[place] = Number.isNaN(key) ? ALL : lower ^ (isNegative ? ALL : 0) ^ way
  })

  let order = Int32Array.from(rows.keys())
  for (const [words, shift] of [
    [low, 0],
    [low, 16],
    [high, 0],
    [high, 16],
  ] as const) {
    const digitAt = (place: number) => ((words[place] ?? 0) >>> shift) & (DIGITS - 1)
    const begin = new Int32Array(DIGITS + 1)
    await slices.each(count, (place) => {
      const next = digitAt(place) + 1
      begin[next] = (begin[next] ?? 0) + 1
    })
    if (begin.includes(count)) continue
    for (let digit = 0; digit < DIGITS; digit++) begin[digit + 1] = (begin[digit + 1] ?? 0) + (begin[digit] ?? 0)
    const sorted = new Int32Array(count)
    const unsorted = order
    await slices.each(count, (at) => {
      const place = unsorted[at] ?? 0
      const digit = digitAt(place)
      const free = begin[digit] ?? 0
      sorted[free] = place
      begin[digit] = free + 1
    })
    order = sorted
  }
  await slices.each(count, (place) => (order[place] = rows[order[place] ?? 0] ?? -1))
  return order
}
