const SHORT = 12

/** Sorts `rows` from `from` up to, but not including, `to` in place; stable. */
export function sortRange(rows: Int32Array, from: number, to: number, compare: (a: number, b: number) => number): void {
  if (to - from > SHORT) {
    rows.subarray(from, to).sort(compare)
    return
  }
  for (let end = from + 1; end < to; end++) {
    const row = rows[end] ?? 0
    let place = end
    for (; place > from && compare(rows[place - 1] ?? 0, row) > 0; place--) rows[place] = rows[place - 1] ?? 0
    rows[place] = row
  }
}
