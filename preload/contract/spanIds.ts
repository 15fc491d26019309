/**
 * The ids of a trace's spans by their rows. Those of sixteen hexadecimal digits, as nearly all are, are numbers: a
 * million of them weigh 8 MB, as texts five times as much.
 */
export interface SpanIds {
  high: Uint32Array
  low: Uint32Array
  /** Rows of other ids, ascending, and these ids. */
  otherRows: Int32Array
  others: string[]
}

const SIXTEEN_DIGITS = /^[0-9a-f]{16}$/

/** Undefined where there is no such row. */
export function spanIdAt({ high, low, otherRows, others }: SpanIds, row: number): string | undefined {
  if (row < 0 || row >= high.length) return undefined
  const other = placeOf(otherRows, row)
  return other >= 0 ? others[other] : digits(high[row]) + digits(low[row])
}

/** −1 where no row has this id. */
export function rowOfSpanId({ high, low, otherRows, others }: SpanIds, id: string): number {
  if (!SIXTEEN_DIGITS.test(id)) return otherRows[others.indexOf(id)] ?? -1
  const [first, last] = [parseInt(id.slice(0, 8), 16), parseInt(id.slice(8), 16)]
  for (let row = low.indexOf(last); row >= 0; row = low.indexOf(last, row + 1)) {
    if (high[row] === first && placeOf(otherRows, row) < 0) return row
  }
  return -1
}

function digits(number = 0): string {
  return number.toString(16).padStart(8, '0')
}

/** −1 where an ascending list has no such number. */
function placeOf(list: Int32Array, number: number): number {
  let [from, to] = [0, list.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((list[middle] ?? 0) < number) from = middle + 1
    else to = middle
  }
  return list[from] === number ? from : -1
}
