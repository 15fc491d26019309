import { z } from 'zod'
import type { PlanNode } from '../../../preload/contract/sql/held'

/** A part of what `EXPLAIN (FORMAT json)` says; of a statement that was run the names begin with `operator_`. */
const part = z.object({
  name: z.string().optional(),
  operator_name: z.string().optional(),
  operator_cardinality: z.number().optional(),
  /** Seconds. */
  operator_timing: z.number().optional(),
  extra_info: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  children: z.array(z.unknown()).default([]),
})

const ESTIMATE = 'Estimated Cardinality'

/** The plan of one operator and all that feeds it, which may be a thousand deep. */
export function planOf(described: unknown): PlanNode {
  const siblings: PlanNode[] = []
  const left = [{ described, siblings }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { children, ...operator } = part.parse(next.described)
    const node = nodeOf(operator)
    next.siblings.push(node)
    // The last is taken first, and put behind those that were before it.
    left.push(...children.map((child) => ({ described: child, siblings: node.children })).reverse())
  }
  const [root] = siblings
  if (!root) throw new Error('a plan without an operator')
  return root
}

function nodeOf(operator: Omit<z.infer<typeof part>, 'children'>): PlanNode {
  const { extra_info: said, operator_cardinality: rows, operator_timing: seconds } = operator
  const details = Object.entries(said).flatMap(([label, text]) => {
    const lines = typeof text === 'string' ? text : text.join('\n')
    return label === ESTIMATE || lines === '' ? [] : [{ label, text: lines }]
  })
  const estimated = Number(said[ESTIMATE])
  return {
    name: (operator.operator_name ?? operator.name ?? '').trim(),
    details,
    estimatedRows: said[ESTIMATE] === undefined || !Number.isFinite(estimated) ? null : estimated,
    rows: rows ?? null,
    elapsedMs: seconds === undefined ? null : seconds * 1_000,
    children: [],
  }
}
