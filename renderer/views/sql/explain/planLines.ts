import type { PlanNode } from '../../../../preload/contract/sql/held'

/** An operator as a line of the tree. */
export interface PlanLine {
  node: PlanNode
  depth: number
  /** The line of the operator that it feeds, −1 for the last of all. */
  above: number
  /** Undefined where nothing feeds it. */
  expanded: boolean | undefined
}

export const NO_NODES: ReadonlySet<PlanNode> = new Set()

/** The lines in sight: an operator before what feeds it, and nothing below those that are closed. */
export function planLines(plan: PlanNode, closed: ReadonlySet<PlanNode>): PlanLine[] {
  const lines: PlanLine[] = []
  const left = [{ node: plan, depth: 0, above: -1 }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { node, depth } = next
    const expanded = node.children.length === 0 ? undefined : !closed.has(node)
    const above = lines.length
    lines.push({ ...next, expanded })
    if (expanded) left.push(...node.children.map((child) => ({ node: child, depth: depth + 1, above })).reverse())
  }
  return lines
}
