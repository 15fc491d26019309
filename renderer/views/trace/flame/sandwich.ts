import type { Slices } from '../Slices'
import { TreeBuilder, type FlameTree } from './flameTree'

/** Callers further away than this are left out. */
const CALLER_LEVELS = 64

/**
 * What calls an operation and what it calls, merged from all places where it occurs; where it calls itself, from the
 * outermost alone. Both trees have it as their only root: in `callers` what is below a node called it, and the time that
 * is shown is the operation's. Linear in the nodes, times `CALLER_LEVELS` for the callers.
 */
export async function sandwich(
  tree: FlameTree,
  operation: number,
  operationCount: number,
  slices: Slices,
): Promise<{ callers: FlameTree; callees: FlameTree }> {
  const count = tree.parent.length
  const callees = new TreeBuilder(operationCount)
  const outermost: number[] = []
  /** The node among the callees of each node at or below an occurrence, −1 elsewhere. */
  const place = new Int32Array(count).fill(-1)
  await slices.each(count, (node) => {
    const above = place[tree.parent[node] ?? -1] ?? -1
    const isIt = tree.operation[node] === operation
    if (above < 0 && !isIt) return
    if (above < 0) outermost.push(node)
    const into = callees.childOf(above, tree.operation[node] ?? 0, tree.row[node] ?? 0)
    place[node] = into
    const own = tree.self[node] ?? 0
    callees.add(into, own, tree.spans[node] ?? 0, tree.errors[node] ?? 0, tree.matched[node] ?? 0)
  })

  const callers = new TreeBuilder(operationCount)
  for (const node of outermost) {
    let into = callers.childOf(-1, operation, tree.row[node] ?? 0)
    callers.add(into, 0, tree.spans[node] ?? 0, tree.errors[node] ?? 0, tree.matched[node] ?? 0)
    let above = tree.parent[node] ?? -1
    for (let level = 1; level < CALLER_LEVELS && above >= 0; level++) {
      into = callers.childOf(into, tree.operation[above] ?? 0, tree.row[above] ?? 0)
      callers.add(into, 0, tree.spans[above] ?? 0, tree.errors[above] ?? 0, tree.matched[above] ?? 0)
      above = tree.parent[above] ?? -1
    }
    callers.add(into, tree.total[node] ?? 0, 0, 0, 0)
    if (slices.isUp) await slices.pause()
  }
  return { callers: callers.finish(), callees: callees.finish() }
}
