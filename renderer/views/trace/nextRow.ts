/** The next of the ascending `rows` after (or before) `from`, starting over at the other end; −1 when there is none. */
export function nextRow(rows: Int32Array, from: number, forward: boolean): number {
  if (rows.length === 0) return -1
  const place = forward ? rowsBefore(rows, from + 1) : rowsBefore(rows, from) - 1
  return rows[(place + rows.length) % rows.length] ?? -1
}

/** How many of the ascending `rows` are below `row`. */
export function rowsBefore(rows: Int32Array, row: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle] ?? 0) < row) low = middle + 1
    else high = middle
  }
  return low
}
