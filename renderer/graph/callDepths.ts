import type { Layering, Link } from './layers'

/**
 * Puts nodes into layers by how many calls they are away from a start: what nothing calls, and then, where none of these
 * leads, the first node left. Nodes of one depth fill as many layers as they need with `most` in each, so that the whole
 * is not much taller than wide, whatever cycles there are. Calls that do not lead to the right lead back. Linear.
 */
export function callDepths(nodeCount: number, links: readonly Link[], most: number): Layering {
  const next = Array.from({ length: nodeCount }, (): number[] => [])
  const isCalled = new Uint8Array(nodeCount)
  for (const { from, to } of links) {
    if (from === to) continue
    next[from]?.push(to)
    isCalled[to] = 1
  }
  const depth = new Int32Array(nodeCount).fill(-1)
  const nodes = [...next.keys()]
  spread(nodes.filter((node) => !isCalled[node]))
  for (const node of nodes) if ((depth[node] ?? -1) < 0) spread([node])
  const layer = new Int32Array(nodeCount)
  let last = -1
  for (const nodesThere of byDepth()) {
    for (const [place, node] of nodesThere.entries()) layer[node] = last + 1 + Math.floor(place / most)
    last += Math.ceil(nodesThere.length / most)
  }
  const back = Uint8Array.from(links, ({ from, to }) => ((layer[to] ?? 0) <= (layer[from] ?? 0) ? 1 : 0))
  return { layer, back }

  function spread(starts: number[]): void {
    for (const start of starts) depth[start] = 0
    const waiting = [...starts]
    for (const node of waiting) {
      for (const to of next[node] ?? []) {
        if ((depth[to] ?? -1) >= 0) continue
        depth[to] = (depth[node] ?? 0) + 1
        waiting.push(to)
      }
    }
  }
  function byDepth(): number[][] {
    const found: number[][] = []
    for (const node of nodes) (found[depth[node] ?? 0] ??= []).push(node)
    return found
  }
}
