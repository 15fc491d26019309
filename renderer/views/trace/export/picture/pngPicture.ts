import type { Slices } from '../../Slices'
import { drawPicture, pictureSize, type PictureContent } from './drawPicture'
import type { PicturePen } from './PicturePen'
import type { MeasureText } from './SvgPen'

/** Chromium draws nothing on a canvas that is higher. Pixels. */
const HIGHEST = 32_000

/** Rows of a trace as PNG, of twice the pixels where a canvas can hold them. */
export async function pngPicture(content: PictureContent, measure: MeasureText, slices: Slices): Promise<Blob> {
  const { width, height } = pictureSize(content, measure)
  const scale = height * 2 <= HIGHEST ? 2 : 1
  const canvas = document.createElement('canvas')
  canvas.width = width * scale
  canvas.height = height * scale
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no picture can be drawn here')
  context.scale(scale, scale)
  // What was drawn is put on the canvas when it is asked for: else all of it at the end, in one go.
  await drawPicture(canvasPen(context), content, slices, () => void context.getImageData(0, 0, 1, 1))
  // Drawing the rows takes away what is below them.
  context.globalCompositeOperation = 'destination-over'
  context.fillStyle = content.frame.palette.surface
  context.fillRect(0, 0, width, height)
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!png) throw new Error('the picture is too large to be drawn')
  return png
}

function canvasPen(context: CanvasRenderingContext2D): PicturePen {
  context.textBaseline = 'middle'
  const moved = (x: number, y: number, draw: () => void) => {
    context.save()
    context.translate(x, y)
    draw()
    context.restore()
  }
  return Object.assign(context, {
    at: moved,
    mark(path: string, x: number, y: number) {
      moved(x, y, () => {
        context.lineCap = 'round'
        context.lineJoin = 'round'
        context.stroke(new Path2D(path))
      })
    },
  })
}
