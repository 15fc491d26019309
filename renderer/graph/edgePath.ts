import type { Point } from './layeredLayout'

/** A link's way as an SVG path: straight beside a node, a curve between layers. */
export function edgePath(way: Point[]): string {
  const [first = { x: 0, y: 0 }, ...others] = way
  let before = first
  let path = `M${first.x} ${first.y}`
  for (const [step, point] of others.entries()) {
    const middle = (before.x + point.x) / 2
    path +=
      step % 2 === 1 ? `L${point.x} ${point.y}` : `C${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`
    before = point
  }
  return path
}

/** The loop of a node that calls itself, above its right upper corner; and where its label stands. */
export function loopPath(corner: Point, width: number): { path: string; label: Point } {
  const { y } = corner
  const right = corner.x + width
  return {
    path: `M${right - 44} ${y}C${right - 44} ${y - 30} ${right - 12} ${y - 30} ${right - 12} ${y}`,
    label: { x: right - 28, y: y - 26 },
  }
}

/** Where a link's label stands on its first curve: near its end, or near its start, where that is less crowded. */
export function labelPlace(way: Point[], nearEnd: boolean): Point {
  const [first = { x: 0, y: 0 }, second = first] = way
  const t = nearEnd ? 0.7 : 0.3
  const along = 1.5 * t * (1 - t) + t ** 3
  const across = 3 * t ** 2 - 2 * t ** 3
  return { x: first.x + (second.x - first.x) * along, y: first.y + (second.y - first.y) * across }
}
