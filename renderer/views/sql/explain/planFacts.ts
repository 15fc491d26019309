import type { PlanNode } from '../../../../preload/contract/sql/held'
import { NO_NODES, planLines } from './planLines'

export interface PlanFacts {
  /** Of all operators over all threads, in milliseconds; null of a plan that was not run. */
  totalMs: number | null
  /** Where most of the time went; null where there is none. */
  costliest: PlanNode | null
}

export function planFacts(plan: PlanNode): PlanFacts {
  let totalMs: number | null = null
  let costliest: PlanNode | null = null
  for (const { node } of planLines(plan, NO_NODES)) {
    if (node.elapsedMs === null) continue
    totalMs = (totalMs ?? 0) + node.elapsedMs
    if (node.elapsedMs > (costliest?.elapsedMs ?? 0)) costliest = node
  }
  return { totalMs, costliest }
}

/** From here on DuckDB would have planned differently, had it known. */
const FAR_OFF = 10

/** How many times more (above 1) or fewer (below 1) rows there were than estimated; null where that is about right. */
export function estimateOff({ estimatedRows, rows }: PlanNode): number | null {
  if (estimatedRows === null || rows === null) return null
  const ratio = Math.max(rows, 1) / Math.max(estimatedRows, 1)
  return ratio >= FAR_OFF || ratio <= 1 / FAR_OFF ? ratio : null
}
