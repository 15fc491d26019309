import type { Picture } from './waterfallPicture'

/** Chromium draws nothing on a canvas that is higher. Pixels. */
const HIGHEST = 32_000

/** A picture as PNG, of twice the pixels where a canvas can hold them. */
export async function pngOf({ svg, width, height }: Picture): Promise<Blob> {
  const scale = height * 2 <= HIGHEST ? 2 : 1
  const image = new Image()
  // The page may show images of its own and of such addresses only.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * scale
  canvas.height = height * scale
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!png) throw new Error('the picture is too large to be drawn')
  return png
}
