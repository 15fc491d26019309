/** The next of the ascending `rows` after (or before) `from`, starting over at the other end; −1 when there is none. */
export function nextRow(rows: Int32Array, from: number, forward: boolean): number {
  if (rows.length === 0) return -1
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows[middle] ?? 0
    if (forward ? row <= from : row < from) low = middle + 1
    else high = middle
  }
  const place = forward ? low : low - 1
  return rows[(place + rows.length) % rows.length] ?? -1
}
