import type { Link } from '../../../graph/layers'

/**
 * Nodes from which one is reached over at most so many calls, or that are reached from it. A way does not turn: what else
 * its callers call does not belong to it.
 */
export function nodesAround(nodeCount: number, links: readonly Link[], node: number, hops: number): Set<number> {
  const around = new Set([node])
  for (const [from, to] of [
    ['from', 'to'],
    ['to', 'from'],
  ] as const) {
    const next = Array.from({ length: nodeCount }, (): number[] => [])
    for (const link of links) next[link[from]]?.push(link[to])
    const seen = new Set([node])
    let edge = [node]
    for (let hop = 0; hop < hops && edge.length > 0; hop++) {
      const further: number[] = []
      for (const at of edge) {
        for (const other of next[at] ?? []) {
          if (seen.has(other)) continue
          seen.add(other)
          further.push(other)
        }
      }
      edge = further
    }
    for (const each of seen) around.add(each)
  }
  return around
}
