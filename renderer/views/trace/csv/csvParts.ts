import { csvLine, type CsvCell } from './csvLine'

/** Lines that become one part. */
const LINES = 2_000

/**
 * The parts of a CSV file. Each leaves the page's memory as soon as it is written; `pause` is awaited between them, told
 * which share is done, and may reject to give up.
 */
export async function csvParts(
  heads: readonly string[],
  count: number,
  cellsAt: (place: number) => readonly CsvCell[],
  pause: (share: number) => Promise<void>,
): Promise<Blob[]> {
  const parts = [new Blob([csvLine(heads)])]
  for (let first = 0; first < count; first += LINES) {
    const last = Math.min(first + LINES, count)
    let text = ''
    for (let place = first; place < last; place++) text += csvLine(cellsAt(place))
    parts.push(new Blob([text]))
    await pause(last / count)
  }
  return parts
}
