/** What DuckDB's aggregates answer, reckoned apart from it. */

export function groupsOf<Item>(items: Iterable<Item>, keyOf: (item: Item) => unknown[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = JSON.stringify(keyOf(item))
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** The least value that at least this share of all values do not exceed; null of none. */
export function quantile(values: number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(Math.ceil(values.length * share - 1e-9), 1) - 1] ?? null
}

export function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

export function percent(part: number, whole: number): number {
  return Math.round((100 * part * 100) / whole) / 100
}

/** Nanoseconds of `from` to `to` that no interval covers. */
export function uncovered(from: number, to: number, intervals: [number, number][]): number {
  let covered = 0
  let reached = from
  for (const [start, end] of intervals.toSorted(([a], [b]) => a - b)) {
    covered += Math.max(0, Math.min(end, to) - Math.max(start, reached))
    reached = Math.max(reached, Math.min(end, to))
  }
  return to - from - covered
}

/** Rows of some columns alone, in an order of their own. */
export function picked(rows: Record<string, unknown>[], columns: string[]): string[] {
  return rows.map((row) => columns.map((column) => String(row[column])).join(' | ')).sort()
}
