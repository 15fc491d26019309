import type { ChartTheme } from '../../../chart/chartTheme'
import type { DrawnEdge, DrawnLayout } from './drawnLayout'
import type { MapEdge, MapGraph } from './mapGraph'
import type { MapPaint } from './MapPaint'

/** Edges that look alike, drawn in one go. */
export interface EdgeGroup {
  lines: Path2D
  /** Their arrowheads. */
  tips: Path2D
  /** A CSS colour. */
  colour: string
  /** Pixels, and the lengths of dashes and gaps. */
  width: number
  dash: number[]
  faint: boolean
}

export interface EdgeLook {
  theme: ChartTheme
  paint: MapPaint
  /** Places of what stands out, −1 for none. */
  activeNode: number
  activeEdge: number
}

/** So many are drawn within a frame. */
const EDGES_AT_ONCE = 300

/** All edges in parts that are each drawn within a frame: first those that stand out, then those with the most calls. */
export function edgeGroups(
  graph: MapGraph,
  layout: DrawnLayout,
  paths: readonly Path2D[],
  look: EdgeLook,
): EdgeGroup[][] {
  const places = [...graph.edges.keys()]
  const near = places.filter((place) => isNear(look, graph.edges[place], place))
  const others = places.filter((place) => !isNear(look, graph.edges[place], place))
  // What stands out is drawn over the others of its part.
  const parts = [[...others.slice(0, EDGES_AT_ONCE), ...near]]
  for (let from = EDGES_AT_ONCE; from < others.length; from += EDGES_AT_ONCE) {
    parts.push(others.slice(from, from + EDGES_AT_ONCE))
  }
  return parts.map((part) => groupsOf(part))

  function groupsOf(part: number[]): EdgeGroup[] {
    const groups = new Map<string, EdgeGroup>()
    for (const place of part) {
      const [edge, drawn, path] = [graph.edges[place], layout.edges[place], paths[place]]
      if (!edge || !drawn || !path) continue
      const style = styleOf(edge, place, look)
      const key = Object.values(style).join(' ')
      let group = groups.get(key)
      if (!group) groups.set(key, (group = { ...style, lines: new Path2D(), tips: new Path2D() }))
      group.lines.addPath(path)
      addTip(group.tips, drawn, style.width)
    }
    return [...groups.values()]
  }
}

/** Whether an edge stands out: it is the active one, or one of the active node. */
export function isNear(
  { activeNode, activeEdge }: Pick<EdgeLook, 'activeNode' | 'activeEdge'>,
  edge: MapEdge | undefined,
  place: number,
): boolean {
  return activeEdge >= 0 ? place === activeEdge : edge?.from === activeNode || edge?.to === activeNode
}

function styleOf(edge: MapEdge, place: number, look: EdgeLook): Omit<EdgeGroup, 'lines' | 'tips'> {
  const near = isNear(look, edge, place)
  const { colour, isPlain, isIdle, calls, dash } = look.paint.edge(edge, place)
  const more = place === look.activeEdge ? 2 : near ? 0.75 : 0
  return { colour: near && isPlain ? look.theme.accent : colour, width: widthOf(calls) + more, dash, faint: isIdle }
}

/** Pixels: with each tenfold of calls a little wider. */
function widthOf(calls: number): number {
  return calls === 0 ? 1 : Math.min(6, Math.round((1 + Math.log10(calls)) * 2) / 2)
}

function addTip(tips: Path2D, { end, before }: DrawnEdge, width: number): void {
  const length = Math.hypot(end.x - before.x, end.y - before.y) || 1
  const [dx, dy] = [(end.x - before.x) / length, (end.y - before.y) / length]
  const [long, half] = [7 + width, 3 + width / 2]
  tips.moveTo(end.x, end.y)
  tips.lineTo(end.x - dx * long - dy * half, end.y - dy * long + dx * half)
  tips.lineTo(end.x - dx * long + dy * half, end.y - dy * long - dx * half)
  tips.closePath()
}
