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

/** The next row of a service after `from`, starting over at the end; −1 when there is none. */
export function nextOfService(services: Int32Array, from: number, service: number): number {
  const after = services.indexOf(service, from + 1)
  return after >= 0 ? after : services.indexOf(service)
}

/** The next row after `from` that has a problem, by its bit; starts over at the end. */
export function nextWithProblem(problems: Uint8Array, from: number, bit: number): number {
  for (let step = 1; step <= problems.length; step++) {
    const row = (from + step) % problems.length
    if (((problems[row] ?? 0) >> bit) & 1) return row
  }
  return -1
}
