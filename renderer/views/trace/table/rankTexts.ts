import type { Slices } from '../Slices'
import { sortInSlices } from '../sortInSlices'

/** The place of each of distinct texts in their order: numbers by their value, then all others by their characters. */
export async function rankTexts(
  texts: readonly string[],
  isNumber: (text: number) => boolean,
  slices: Slices,
): Promise<Float64Array> {
  const number = new Float64Array(texts.length)
  await slices.each(texts.length, (text) => (number[text] = isNumber(text) ? Number(texts[text]) : NaN))
  const compare = (a: number, b: number) => {
    const [one = NaN, other = NaN] = [number[a], number[b]]
    if (one < other) return -1
    if (one > other) return 1
    if (Number.isNaN(one) !== Number.isNaN(other)) return Number.isNaN(one) ? 1 : -1
    const [text = '', otherText = ''] = [texts[a], texts[b]]
    return text < otherText ? -1 : Number(text > otherText)
  }
  const order = await sortInSlices(Int32Array.from(texts.keys()), compare, slices)
  const ranks = new Float64Array(texts.length)
  await slices.each(order.length, (place) => (ranks[order[place] ?? 0] = place))
  return ranks
}
