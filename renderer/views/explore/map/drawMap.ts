import { formatCount } from '../../../../preload/contract/formatCount'
import type { ChartTheme } from '../../../chart/chartTheme'
import type { Viewport } from '../../../graph/viewport'
import { drawNode } from './drawNode'
import type { DrawnEdge, DrawnLayout } from './drawnLayout'
import { edgeStep, stepColour } from './mapColours'
import type { MapEdge, MapGraph } from './mapGraph'

/** All that a picture of the map depends on. */
export interface MapPicture {
  graph: MapGraph
  layout: DrawnLayout
  /** Of each edge. */
  paths: readonly Path2D[]
  theme: ChartTheme
  by: 'errors' | 'p95'
  /** Places of what stands out, −1 for none. */
  activeNode: number
  activeEdge: number
  focus: number
  /** A CSS colour for the dot of a service. */
  colourOf: (name: string) => string
  viewport: Viewport
  /** Of the canvas, in CSS pixels. */
  width: number
  height: number
  ratio: number
}

/** With more calls in sight only those of the active node are labelled. */
const MOST_LABELS = 40
/** Smaller than that nothing can be read. */
const LEGIBLE = 0.45

export function drawMap(canvas: CanvasRenderingContext2D, picture: MapPicture): void {
  const { graph, layout, theme, viewport, width, height, ratio } = picture
  const { x, y, scale } = viewport
  canvas.setTransform(ratio, 0, 0, ratio, 0, 0)
  canvas.clearRect(0, 0, width, height)
  canvas.setTransform(ratio * scale, 0, 0, ratio * scale, -x * scale * ratio, -y * scale * ratio)
  canvas.lineJoin = 'round'
  canvas.lineCap = 'butt'
  drawEdges(canvas, picture)
  const right = x + width / scale
  const bottom = y + height / scale
  for (const [place, node] of graph.nodes.entries()) {
    const corner = layout.nodes[place]
    if (!corner || corner.x > right || corner.y > bottom || corner.x < x - 220 || corner.y < y - 80) continue
    drawNode(canvas, node, {
      corner,
      theme,
      by: picture.by,
      isActive: place === picture.activeNode,
      isFocus: place === picture.focus,
      isLegible: scale >= LEGIBLE / 2,
      colour: picture.colourOf(node.title),
    })
  }
  if (scale >= LEGIBLE) drawLabels(canvas, picture)
}

/** Edges that look alike are drawn in one go. */
function drawEdges(canvas: CanvasRenderingContext2D, picture: MapPicture): void {
  const { graph, layout, paths, theme, by } = picture
  const groups = new Map<string, { edges: number[]; colour: string; width: number; dash: number[]; faint: boolean }>()
  for (const [place, edge] of graph.edges.entries()) {
    const near = isNear(picture, edge, place)
    const isActive = place === picture.activeEdge
    const faint = edge.calls === 0
    const step = edgeStep(edge, by)
    const width = widthOf(edge)
    const dashed = (edge.asynchronous ?? 0) * 2 > edge.calls
    const key = `${near ? 1 : 0} ${faint ? 0 : 1} ${step} ${width} ${dashed}`
    let group = groups.get(key)
    if (!group) {
      const colour = near && step === 0 ? theme.accent : stepColour(step, by, theme)
      group = {
        edges: [],
        colour,
        width: isActive ? width + 2 : near ? width + 0.75 : width,
        dash: dashed ? [7, 5] : [],
        faint,
      }
      groups.set(key, group)
    }
    group.edges.push(place)
  }
  for (const [, { edges, colour, width, dash, faint }] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const lines = new Path2D()
    const tips = new Path2D()
    for (const place of edges) {
      const path = paths[place]
      const drawn = layout.edges[place]
      if (!path || !drawn) continue
      lines.addPath(path)
      addTip(tips, drawn, width)
    }
    canvas.globalAlpha = faint ? 0.35 : 1
    canvas.setLineDash(dash)
    canvas.strokeStyle = colour
    canvas.lineWidth = width
    canvas.stroke(lines)
    canvas.setLineDash([])
    canvas.fillStyle = colour
    canvas.fill(tips)
  }
  canvas.globalAlpha = 1
}

function drawLabels(canvas: CanvasRenderingContext2D, picture: MapPicture): void {
  const { graph, layout, theme } = picture
  canvas.font = `11px ${theme.font}`
  canvas.textAlign = 'center'
  canvas.textBaseline = 'alphabetic'
  canvas.lineWidth = 4
  canvas.strokeStyle = theme.surface
  for (const [place, edge] of graph.edges.entries()) {
    const near = isNear(picture, edge, place)
    const drawn = layout.edges[place]
    if (!drawn || edge.calls === 0 || (!near && graph.edges.length > MOST_LABELS)) continue
    const text = formatCount(edge.calls)
    canvas.fillStyle = near ? theme.ink : theme.inkMuted
    canvas.strokeText(text, drawn.label.x, drawn.label.y - 5)
    canvas.fillText(text, drawn.label.x, drawn.label.y - 5)
  }
}

/** Whether an edge stands out: it is the active one, or one of the active node. */
function isNear({ activeNode, activeEdge }: MapPicture, { from, to }: MapEdge, place: number): boolean {
  return activeEdge >= 0 ? place === activeEdge : from === activeNode || to === activeNode
}

/** Pixels: with each tenfold of calls a little wider. */
function widthOf({ calls }: MapEdge): number {
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
