import { ERROR_CELL, type Minimap } from './minimap'
import type { Palette } from './palette'

/** How much of their colour spans keep that do not match. */
const UNMATCHED = 0.25

/**
 * Paints the minimap onto a canvas whose every pixel is a device pixel. Lanes share its height. With `matched` cells
 * all others but errors are faint.
 */
export function drawMinimap(
  context: CanvasRenderingContext2D,
  minimap: Minimap,
  palette: Palette,
  matched: Uint8Array | undefined,
): void {
  const { width, height } = context.canvas
  context.clearRect(0, 0, width, height)
  if (minimap.columns !== width || width === 0) return
  const vivid = new Uint32Array(256)
  palette.services.forEach((colour, index) => (vivid[index + 1] = pixelOf(context, colour, 1)))
  const others = matched ? new Uint32Array(256) : vivid
  if (matched) palette.services.forEach((colour, index) => (others[index + 1] = pixelOf(context, colour, UNMATCHED)))
  others[ERROR_CELL] = pixelOf(context, palette.error, 1)

  const image = context.createImageData(width, height)
  const pixels = new Uint32Array(image.data.buffer)
  const laneHeight = Math.min(height / minimap.lanes, 8)
  const gap = laneHeight >= 4 ? 1 : 0
  for (let lane = 0; lane < minimap.lanes; lane++) {
    const from = Math.floor(lane * laneHeight)
    const to = Math.max(from + 1, Math.floor((lane + 1) * laneHeight) - gap)
    for (let column = 0; column < width; column++) {
      const cell = minimap.cells[lane * width + column] ?? 0
      const match = matched?.[lane * width + column] ?? 0
      if (cell === 0 && match === 0) continue
      const pixel = match !== 0 && cell !== ERROR_CELL ? (vivid[match] ?? 0) : (others[cell] ?? 0)
      for (let y = from; y < to && y < height; y++) pixels[y * width + column] = pixel
    }
  }
  context.putImageData(image, 0, 0)
}

/** A CSS colour as the canvas stores it, in the byte order of this machine. */
function pixelOf(context: CanvasRenderingContext2D, colour: string, opacity: number): number {
  context.clearRect(0, 0, 1, 1)
  context.globalAlpha = opacity
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  context.globalAlpha = 1
  return new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0] ?? 0
}
