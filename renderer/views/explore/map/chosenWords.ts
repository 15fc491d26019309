import type { MapChanges } from './Change'
import { edgeChangeWords, nodeChangeWords } from './changeWords'
import type { MapGraph } from './mapGraph'
import { edgeWords, nodeWords } from './mapWords'

/** All that is told of the chosen calls, or else of the chosen node; their places, −1 for none. */
export function chosenWords(
  { nodes, edges }: MapGraph,
  changes: MapChanges | null,
  chosen: { node: number; edge: number },
): string {
  const edge = edges[chosen.edge]
  const ofEdge = changes?.edges[chosen.edge]
  if (edge) return ofEdge ? edgeChangeWords(nodes, edge, ofEdge) : edgeWords(nodes, edge)
  const [node, ofNode] = [nodes[chosen.node], changes?.nodes[chosen.node]]
  return node && ofNode ? nodeChangeWords(node, ofNode) : nodeWords(nodes, edges, chosen.node)
}
