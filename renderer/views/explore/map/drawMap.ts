import type { ChartTheme } from '../../../chart/chartTheme'
import type { Viewport } from '../../../graph/viewport'
import { drawNode } from './drawNode'
import type { DrawnLayout } from './drawnLayout'
import { isNear, type EdgeGroup } from './edgeGroups'
import type { MapGraph } from './mapGraph'
import type { MapPaint } from './MapPaint'

/** All that a picture of the map depends on. */
export interface MapPicture {
  graph: MapGraph
  layout: DrawnLayout
  /** Of all edges: those that stand out and have the most calls are in the first part. */
  edges: readonly EdgeGroup[][]
  theme: ChartTheme
  paint: MapPaint
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

/** All but the further parts of the edges. */
export function drawMap(canvas: CanvasRenderingContext2D, picture: MapPicture): void {
  const { graph, layout, theme, viewport, width, height, ratio } = picture
  const { x, y, scale } = viewport
  canvas.setTransform(ratio, 0, 0, ratio, 0, 0)
  canvas.clearRect(0, 0, width, height)
  drawEdges(canvas, picture, 0)
  const right = x + width / scale
  const bottom = y + height / scale
  for (const [place, node] of graph.nodes.entries()) {
    const corner = layout.nodes[place]
    if (!corner || corner.x > right || corner.y > bottom || corner.x < x - 220 || corner.y < y - 80) continue
    drawNode(canvas, node, {
      corner,
      theme,
      paint: picture.paint.node(node, place),
      isActive: place === picture.activeNode,
      isFocus: place === picture.focus,
      isLegible: scale >= LEGIBLE / 2,
      leastWidth: 1 / scale,
      colour: picture.colourOf(node.title),
    })
  }
  if (scale >= LEGIBLE) drawLabels(canvas, picture)
}

/** One part of the edges, below all that is there. */
export function drawEdges(canvas: CanvasRenderingContext2D, picture: MapPicture, part: number): void {
  const { edges, viewport, ratio } = picture
  const { x, y, scale } = viewport
  canvas.setTransform(ratio * scale, 0, 0, ratio * scale, -x * scale * ratio, -y * scale * ratio)
  canvas.lineJoin = 'round'
  if (part > 0) canvas.globalCompositeOperation = 'destination-over'
  for (const { lines, tips, colour, width, dash, faint } of edges[part] ?? []) {
    canvas.globalAlpha = faint ? 0.35 : 1
    canvas.setLineDash(dash)
    canvas.strokeStyle = colour
    // However small the map is, its lines are seen.
    canvas.lineWidth = Math.max(width, 0.5 / scale)
    canvas.stroke(lines)
    canvas.setLineDash([])
    canvas.fillStyle = colour
    canvas.fill(tips)
  }
  canvas.globalAlpha = 1
  canvas.globalCompositeOperation = 'source-over'
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
    if (!drawn || (!near && graph.edges.length > MOST_LABELS)) continue
    const { label: text, isIdle } = picture.paint.edge(edge, place)
    if (isIdle) continue
    canvas.fillStyle = near ? theme.ink : theme.inkMuted
    canvas.strokeText(text, drawn.label.x, drawn.label.y - 5)
    canvas.fillText(text, drawn.label.x, drawn.label.y - 5)
  }
}
