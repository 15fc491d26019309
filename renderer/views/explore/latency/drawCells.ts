import type { LatencyMap } from '../../../../preload/contract/explore/latency'

interface CellPicture {
  /** In pixels of the page. */
  width: number
  height: number
  colour: 'all' | 'errors'
  /** The most that a cell holds of what colours it. */
  most: number
  /** From the fewest to the most, on a logarithmic scale. */
  palette: readonly string[]
}

/**
 * The cells as one picture: thousands of shapes would take a chart longer than a frame. Sharp at the screen's own
 * resolution.
 */
export function drawCells(map: LatencyMap, { width, height, colour, most, palette }: CellPicture): HTMLCanvasElement {
  const { cells, edges, timeBins } = map
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * devicePixelRatio))
  canvas.height = Math.max(1, Math.round(height * devicePixelRatio))
  const pen = canvas.getContext('2d')
  if (!pen) return canvas
  const across = canvas.width / timeBins
  const along = canvas.height / (edges.length - 1)
  const steps = (palette.length - 1) / Math.max(0.1, Math.log10(most))
  const values = colour === 'all' ? cells.counts : cells.errors
  values.forEach((value, place) => {
    if (value === 0) return
    const [time, duration] = [cells.time[place] ?? 0, cells.duration[place] ?? 0]
    const [left, right] = [Math.round(time * across), Math.round((time + 1) * across)]
    const [bottom, top] = [duration, duration + 1].map((edge) => canvas.height - Math.round(edge * along))
    pen.fillStyle = palette[Math.round(Math.log10(value) * steps)] ?? ''
    pen.fillRect(left, top ?? 0, Math.max(1, right - left), Math.max(1, (bottom ?? 0) - (top ?? 0)))
  })
  return canvas
}
