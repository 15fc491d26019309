import type { Point } from './layeredLayout'

/** The node to which an arrow key leads from another: the nearest one on that side, rather ahead than aside; itself if there is none. */
export function moveNode(nodes: Point[], from: number, key: string): number {
  if (key === 'Home') return 0
  if (key === 'End') return nodes.length - 1
  const [x, y] = DIRECTIONS[key] ?? [0, 0]
  const start = nodes[from]
  if (!start || (x === 0 && y === 0)) return from
  let nearest = from
  let least = Infinity
  nodes.forEach((node, at) => {
    const ahead = (node.x - start.x) * x + (node.y - start.y) * y
    const aside = Math.abs((node.x - start.x) * y) + Math.abs((node.y - start.y) * x)
    const distance = ahead + aside * (x === 0 ? 8 : 1)
    if (ahead <= 0 || distance >= least) return
    least = distance
    nearest = at
  })
  return nearest
}

const DIRECTIONS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
