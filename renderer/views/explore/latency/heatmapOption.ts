import type { LatencyMap } from '../../../../preload/contract/explore/latency'
import type { ChartTheme } from '../../../chart/chartTheme'
import type { TimeLabel } from '../../../query/overTime/timeLabels'
import { durationAxis, timeAxis } from './chartAxes'
import { drawCells } from './drawCells'
import { mixColours } from './mixColours'
import { gridOf, PLOT, plottedWidth } from './plotArea'

const COLOURS = 64

/** Cells coloured by how many they hold, on a logarithmic scale up to `most`. `size` is that of the chart in pixels. */
export function heatmapOption(
  theme: ChartTheme,
  map: LatencyMap,
  {
    colour,
    most,
    labels,
    size,
  }: {
    colour: 'all' | 'errors'
    most: number
    labels: readonly TimeLabel[]
    size: { width: number; height: number }
  },
) {
  const plotted = { width: plottedWidth(size.width), height: Math.max(1, size.height - PLOT.top - PLOT.bottom) }
  const palette = paletteOf(theme, colour === 'all' ? theme.accent : theme.error)
  const image = drawCells(map, { ...plotted, colour, most, palette })
  const place = { x: PLOT.left, y: PLOT.top, ...plotted }
  return {
    grid: gridOf(PLOT),
    xAxis: timeAxis(theme, { count: map.timeBins, width: Number(map.width), pixels: plotted.width }, labels),
    yAxis: durationAxis(theme, map.edges, plotted.height),
    series: {
      type: 'custom',
      silent: true,
      data: [[0, 0]],
      renderItem: () => ({ type: 'image', style: { image, ...place } }),
    },
  }
}

/** As `CellScale` shows it. */
function paletteOf(theme: ChartTheme, strongest: string): string[] {
  const stops = [
    mixColours(theme.surface, strongest, 0.24),
    mixColours(theme.surface, strongest, 0.5),
    strongest,
    mixColours(strongest, theme.ink, 0.75),
  ]
  return Array.from({ length: COLOURS }, (_, index) => {
    const place = (index / (COLOURS - 1)) * (stops.length - 1)
    const before = Math.min(stops.length - 2, Math.floor(place))
    return mixColours(stops[before] ?? '', stops[before + 1] ?? '', place - before)
  })
}
