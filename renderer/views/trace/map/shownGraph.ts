import type { CallEdge, TraceGraph } from './traceGraph'

/** A node as it is drawn; the last one may stand for all that are folded. */
export interface ShownNode {
  /** Of the graph, −1 for those that are folded. */
  node: number
  /** How many nodes it stands for. */
  count: number
  spans: number
  errors: number
  /** Spans that nothing called. */
  entries: number
  matched: number
  /** Nanoseconds. */
  self: number
  average: number
}

export interface ShownGraph {
  nodes: ShownNode[]
  /** Between places in `nodes`. */
  edges: CallEdge[]
  /** How many nodes are folded. */
  folded: number
}

/**
 * The nodes with the most self time, at most `most` and first those that are `wanted`, and one for all others. Of two
 * nodes, calls between them that are folded into one line are added up. With `matching`, only nodes with spans that match.
 */
export function shownGraph(graph: TraceGraph, most: number, matching: boolean): ShownGraph {
  const self = (node: number) => graph.self[node] ?? 0
  const present: number[] = []
  for (let node = 0; node < graph.nodeCount; node++) {
    if (graph.spans[node] && (!matching || graph.matched[node])) present.push(node)
  }
  present.sort((a, b) => self(b) - self(a) || a - b)
  // One more node is no more to see than one that stands for it.
  const kept = present.length <= most + 1 ? present : present.slice(0, most)
  const others = present.slice(kept.length)
  const nodes = kept.map((node) => sumOf(graph, [node], node))
  if (others.length > 0) nodes.push(sumOf(graph, others, -1))

  const place = new Int32Array(graph.nodeCount).fill(-1)
  kept.forEach((node, at) => (place[node] = at))
  for (const node of others) place[node] = kept.length
  const edges = new Map<number, CallEdge>()
  for (const { from, to, calls, errors } of graph.edges) {
    const [caller, callee] = [place[from] ?? -1, place[to] ?? -1]
    if (caller < 0 || callee < 0 || (caller === callee && caller === kept.length)) continue
    const key = caller * nodes.length + callee
    const edge = edges.get(key) ?? { from: caller, to: callee, calls: 0, errors: 0 }
    edge.calls += calls
    edge.errors += errors
    edges.set(key, edge)
  }
  return { nodes, edges: [...edges.values()], folded: others.length }
}

function sumOf(graph: TraceGraph, nodes: number[], node: number): ShownNode {
  const sum = (column: Int32Array | Float64Array) => nodes.reduce((all, one) => all + (column[one] ?? 0), 0)
  return {
    node,
    count: nodes.length,
    spans: sum(graph.spans),
    errors: sum(graph.errors),
    entries: sum(graph.entries),
    matched: sum(graph.matched),
    self: sum(graph.self),
    average: sum(graph.total) / sum(graph.timed),
  }
}
