export interface Link {
  from: number
  to: number
}

export interface Layering {
  /** From the left, for each node. */
  layer: Int32Array
  /** For each link: 1 where it leads back to the left, and is drawn against the order. */
  back: Uint8Array
}

/**
 * Puts nodes into layers, callers before what they call, each as far to the left as its longest way from a start.
 * Cycles are cut at the link that leads back on the way down from a start: from `starts`, then from what nothing calls,
 * and then, where none of these leads, from the first node left. Linear, without recursion.
 */
export function layersOf(nodeCount: number, links: Link[], starts: number[]): Layering {
  const back = new Uint8Array(links.length)
  const outgoing = Array.from({ length: nodeCount }, (): number[] => [])
  const callers = new Int32Array(nodeCount)
  links.forEach(({ from, to }, link) => {
    if (from === to) return
    outgoing[from]?.push(link)
    callers[to] = (callers[to] ?? 0) + 1
  })
  const finished: number[] = []
  /** 0: not seen, 1: on the way down to the present node, 2: done. */
  const state = new Uint8Array(nodeCount)
  const next = new Int32Array(nodeCount)
  const nodes = Array.from({ length: nodeCount }, (_, node) => node)
  for (const start of [...starts, ...nodes.filter((node) => !callers[node]), ...nodes]) {
    if (state[start]) continue
    const way = [start]
    state[start] = 1
    while (way.length > 0) {
      const node = way.at(-1) ?? 0
      const link = outgoing[node]?.[next[node] ?? 0]
      if (link === undefined) {
        state[node] = 2
        finished.push(node)
        way.pop()
        continue
      }
      next[node] = (next[node] ?? 0) + 1
      const to = links[link]?.to ?? 0
      if (state[to] === 1) back[link] = 1
      else if (state[to] === 0) {
        state[to] = 1
        way.push(to)
      }
    }
  }
  const layer = new Int32Array(nodeCount)
  for (const node of finished.reverse()) {
    for (const link of outgoing[node] ?? []) {
      const to = links[link]?.to ?? 0
      if (!back[link]) layer[to] = Math.max(layer[to] ?? 0, (layer[node] ?? 0) + 1)
    }
  }
  return { layer, back }
}
