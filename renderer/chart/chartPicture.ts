import { init, use, type EChartsCoreOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

interface Picture {
  /** In pixels of the page. */
  width: number
  height: number
  background: string
}

/** A chart as an SVG document. The parts of charts that it uses are those of `Chart.svelte`. */
export function svgOf(option: EChartsCoreOption, { width, height, background }: Picture): Blob {
  use(SVGRenderer)
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  chart.setOption({ ...option, animation: false, backgroundColor: background })
  const text = chart.renderToSVGString()
  chart.dispose()
  return new Blob([text], { type: 'image/svg+xml' })
}

/** The same as a PNG, two pixels to one of the page. */
export async function pngOf(option: EChartsCoreOption, { width, height, background }: Picture): Promise<Blob> {
  const chart = init(document.createElement('canvas'), null, { renderer: 'canvas', width, height, devicePixelRatio: 2 })
  chart.setOption({ ...option, animation: false, backgroundColor: background })
  const canvas = chart.renderToCanvas({ pixelRatio: 2, backgroundColor: background })
  chart.dispose()
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made'))), 'image/png'),
  )
}
