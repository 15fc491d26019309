import type { Layering, Link } from './layers'

/**
 * Puts nodes into layers by how many calls they are away from a start: what nothing calls, and then, where none of these
 * leads, the first node left. There are few layers, whatever cycles there are; calls within a layer lead back. Linear.
 */
export function callDepths(nodeCount: number, links: readonly Link[]): Layering {
  const next = Array.from({ length: nodeCount }, (): number[] => [])
  const isCalled = new Uint8Array(nodeCount)
  for (const { from, to } of links) {
    if (from === to) continue
    next[from]?.push(to)
    isCalled[to] = 1
  }
  const layer = new Int32Array(nodeCount).fill(-1)
  const nodes = [...next.keys()]
  spread(nodes.filter((node) => !isCalled[node]))
  for (const node of nodes) if ((layer[node] ?? -1) < 0) spread([node])
  const back = Uint8Array.from(links, ({ from, to }) => ((layer[to] ?? 0) <= (layer[from] ?? 0) ? 1 : 0))
  return { layer, back }

  function spread(starts: number[]): void {
    for (const start of starts) layer[start] = 0
    const waiting = [...starts]
    for (const node of waiting) {
      for (const to of next[node] ?? []) {
        if ((layer[to] ?? -1) >= 0) continue
        layer[to] = (layer[node] ?? 0) + 1
        waiting.push(to)
      }
    }
  }
}
