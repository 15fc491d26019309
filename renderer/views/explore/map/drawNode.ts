import type { ChartTheme } from '../../../chart/chartTheme'
import type { Point } from '../../../graph/layeredLayout'
import { SIZES } from './drawnLayout'
import type { MapNode } from './mapGraph'
import type { MapPaint } from './MapPaint'

interface NodeLook {
  corner: Point
  theme: ChartTheme
  paint: ReturnType<MapPaint['node']>
  isActive: boolean
  isFocus: boolean
  /** Whether the map is large enough for texts. */
  isLegible: boolean
  /** Of a line, so that it is seen however small the map is. */
  leastWidth: number
  /** Of its dot. */
  colour: string
}

const RADIUS = 6
const LEFT = 30

export function drawNode(canvas: CanvasRenderingContext2D, node: MapNode, look: NodeLook): void {
  const { corner, theme, paint, isActive, isFocus, isLegible } = look
  const { width, height } = SIZES
  canvas.globalAlpha = paint.isIdle && !isActive ? 0.55 : 1
  const shape = new Path2D()
  if (node.kind === 'namespace') {
    canvas.fillStyle = theme.surfaceRaised
    canvas.strokeStyle = theme.lineStrong
    canvas.lineWidth = 1
    const behind = new Path2D()
    behind.roundRect(corner.x + 4, corner.y + 4, width, height, RADIUS)
    canvas.fill(behind)
    canvas.stroke(behind)
  }
  shape.roundRect(corner.x, corner.y, width, height, node.kind === 'external' ? height / 2 : RADIUS)
  canvas.fillStyle = theme.surfaceRaised
  canvas.fill(shape)
  canvas.strokeStyle = isActive ? theme.accent : paint.colour
  canvas.lineWidth = Math.max(isActive || isFocus ? 2.5 : paint.isPlain ? 1 : 1.75, look.leastWidth)
  canvas.stroke(shape)
  drawSign(canvas, node, look)
  if (isLegible) drawTexts(canvas, node, look)
  canvas.globalAlpha = 1
}

function drawTexts(
  canvas: CanvasRenderingContext2D,
  node: MapNode,
  { corner, theme, paint: { figures, note }, isFocus }: NodeLook,
): void {
  const room = SIZES.width - LEFT - 12
  canvas.textAlign = 'left'
  canvas.textBaseline = 'alphabetic'
  canvas.font = `600 12px ${theme.font}`
  canvas.fillStyle = isFocus ? theme.accent : theme.ink
  const callsItself = node.ownCalls > 0
  canvas.fillText(shortened(canvas, node.title, callsItself ? room - 12 : room), corner.x + LEFT, corner.y + 18)
  canvas.textAlign = 'right'
  if (callsItself) canvas.fillText('↻', corner.x + SIZES.width - 10, corner.y + 18)
  canvas.textAlign = 'left'
  canvas.font = `11px ${theme.font}`
  canvas.fillStyle = theme.inkMuted
  const text = shortened(canvas, figures, room)
  canvas.fillText(text, corner.x + LEFT, corner.y + 34)
  if (note === null) return
  const at = corner.x + LEFT + canvas.measureText(`${text} · `).width
  canvas.fillStyle = note.colour
  canvas.fillText(shortened(canvas, note.text, corner.x + LEFT + room - at), at, corner.y + 34)
}

/** A square for a service, a drum for a database, a row of bars for a queue, a ring for what is outside. */
function drawSign(canvas: CanvasRenderingContext2D, { kind }: MapNode, { corner, theme, colour }: NodeLook): void {
  const [x, y] = [corner.x + 11, corner.y + SIZES.height / 2]
  canvas.lineWidth = 1.5
  canvas.strokeStyle = theme.inkMuted
  canvas.fillStyle = colour
  const sign = new Path2D()
  switch (kind) {
    case 'database':
      sign.ellipse(x + 5, y - 5, 6, 2.5, 0, 0, Math.PI * 2)
      sign.moveTo(x - 1, y - 5)
      sign.lineTo(x - 1, y + 5)
      sign.ellipse(x + 5, y + 5, 6, 2.5, 0, Math.PI, 0, true)
      sign.lineTo(x + 11, y - 5)
      return canvas.stroke(sign)
    case 'queue':
      for (const step of [0, 1, 2]) sign.rect(x - 1 + step * 4.5, y - 5, 2.5, 10)
      return canvas.stroke(sign)
    case 'external':
      sign.arc(x + 5, y, 6, 0, Math.PI * 2)
      sign.moveTo(x - 1, y)
      sign.lineTo(x + 11, y)
      sign.ellipse(x + 5, y, 2.5, 6, 0, 0, Math.PI * 2)
      return canvas.stroke(sign)
    case 'namespace':
      canvas.fillStyle = theme.inkMuted
      for (const [across, down] of CORNERS) sign.roundRect(x - 1 + across, y - 6 + down, 5, 5, 1)
      return canvas.fill(sign)
    default:
      sign.roundRect(x, y - 5, 10, 10, 2.5)
      canvas.fill(sign)
  }
}

const CORNERS = [
  [0, 0],
  [7, 0],
  [0, 7],
  [7, 7],
] as const

/** As much of a text as there is room for, found by halving. */
function shortened(canvas: CanvasRenderingContext2D, text: string, room: number): string {
  if (canvas.measureText(text).width <= room) return text
  let [least, most] = [0, text.length]
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    if (canvas.measureText(`${text.slice(0, middle)}…`).width <= room) least = middle
    else most = middle - 1
  }
  return least === 0 ? '' : `${text.slice(0, least)}…`
}
