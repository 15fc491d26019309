/** A text, cut at its end so that it is no wider than `width`; empty where nothing fits. */
export function fitText(text: string, width: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= width) return text
  let low = 0
  let high = Math.min(text.length, 1_000)
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (widthOf(`${text.slice(0, middle)}…`) <= width) low = middle
    else high = middle - 1
  }
  return low === 0 ? '' : `${text.slice(0, low)}…`
}
