import type { Slices } from '../../Slices'
import { drawPicture, pictureSize, type PictureContent } from './drawPicture'
import { escapeXml } from './escapeXml'
import { type MeasureText, SvgPen } from './SvgPen'

/** Rows of a trace as SVG. */
export async function svgPicture(content: PictureContent, measure: MeasureText, slices: Slices): Promise<string> {
  const { head, frame } = content
  const pen = new SvgPen(frame.palette.surface, measure)
  const { width, height } = pictureSize(content, measure)
  await drawPicture(pen, content, slices)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif">`,
    `<title>${escapeXml(`${head.service}: ${head.operation}`)}</title>`,
    `<rect width="${width}" height="${height}" fill="${frame.palette.surface}"/>`,
    pen.take(),
    '</svg>\n',
  ].join('\n')
}
