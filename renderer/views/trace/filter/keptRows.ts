import type { TraceColumns } from '../../../../preload/contract/trace'

/**
 * The rows that stay when all others are hidden, one byte for each: 1 at those that match and at all their ancestors.
 * Each row is visited at most once, however deep the trace.
 */
export function keptRows({ parent, spanCount }: Pick<TraceColumns, 'parent' | 'spanCount'>, matching: Int32Array) {
  const kept = new Uint8Array(spanCount)
  for (let place = 0; place < matching.length; place++) {
    for (let row = matching[place] ?? -1; row >= 0 && !kept[row]; row = parent[row] ?? -1) kept[row] = 1
  }
  return kept
}
