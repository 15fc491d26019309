import type { Slices } from '../Slices'
import { csvLine, type CsvCell } from '../../../ui/csvLine'

/** Characters after which a part is handed to the browser, out of the page's memory. */
const PART = 1 << 20
/** Lines between two looks at the clock. */
const LINES = 64

/** The parts of a CSV file, written in slices; `onShare` is told which share is done. Rejects when it was given up. */
export async function csvParts(
  heads: readonly string[],
  count: number,
  cellsAt: (place: number) => readonly CsvCell[],
  slices: Slices,
  onShare: (share: number) => void,
): Promise<Blob[]> {
  const parts: Blob[] = []
  let text = csvLine(heads)
  for (let place = 0; place < count; place++) {
    text += csvLine(cellsAt(place))
    if (place % LINES > 0) continue
    if (text.length > PART) {
      parts.push(new Blob([text]))
      text = ''
    }
    if (slices.isUp) {
      onShare(place / count)
      await slices.pause()
    }
  }
  return [...parts, new Blob([text])]
}
