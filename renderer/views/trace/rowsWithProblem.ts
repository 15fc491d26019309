/** The rows that have a problem, by its bit, in order. */
export function rowsWithProblem(problems: Uint8Array, bit: number): Int32Array {
  const rows = new Int32Array(problems.length)
  let count = 0
  for (let row = 0; row < problems.length; row++) if (((problems[row] ?? 0) >> bit) & 1) rows[count++] = row
  return rows.slice(0, count)
}
