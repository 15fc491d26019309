import type { TraceColumns } from '../../../../preload/contract/trace'
import { rowsBefore } from '../nextRow'

/** The rows that a table shows, in the order of the tree: those given, or else all, of the branch of `root` (−1: any). */
export function tableRows(
  { spanCount, descendantCount }: Pick<TraceColumns, 'spanCount' | 'descendantCount'>,
  root: number,
  matching: Int32Array | undefined,
): Int32Array {
  const first = Math.max(0, root)
  const end = root < 0 ? spanCount : root + (descendantCount[root] ?? 0) + 1
  if (matching) return matching.subarray(rowsBefore(matching, first), rowsBefore(matching, end))
  const rows = new Int32Array(end - first)
  for (let place = 0; place < rows.length; place++) rows[place] = first + place
  return rows
}
