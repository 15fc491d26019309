/** About how wide a character of a label is, and what a label has around it. Pixels. */
export const CHARACTER = 7.2
const PADDING = 8

/** A label beside its place: to the right of it, or to the left where there is no room. */
export interface PlacedLabel {
  left: number
  text: string
  before: boolean
}

/** A stretch of pixels that is taken. */
export interface Taken {
  from: number
  to: number
}

/** Where labels stand, which are in order: none is cut off at the end, and one that would cover another is left empty. */
export function placeLabels(labels: { left: number; text: string }[], width: number, taken: Taken[]): PlacedLabel[] {
  let end = -Infinity
  return labels.map(({ left, text }) => {
    const length = lengthOf(text)
    const before = left + length > width
    const from = before ? left - length : left
    const to = from + length
    const isFree = from >= end && taken.every((other) => to <= other.from || from >= other.to)
    if (isFree) end = to
    return { left, text: isFree ? text : '', before: before && isFree }
  })
}

export function lengthOf(text: string): number {
  return text.length * CHARACTER + PADDING
}
