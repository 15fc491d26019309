import type { LatencyMap } from '../../../../preload/contract/explore/latency'
import type { ChartTheme } from '../../../chart/chartTheme'
import type { TimeLabel } from '../../traces/histogram/timeLabels'
import { binAxis, durationAxis, timeAxis } from './chartAxes'
import { mixColours } from './mixColours'
import { gridOf, PLOT, plottedWidth } from './plotArea'

/** Cells coloured by how many they hold, on a logarithmic scale up to `most`. */
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
  const { cells, edges, timeBins, width } = map
  const values = colour === 'all' ? cells.counts : cells.errors
  const data: [time: number, duration: number, level: number][] = []
  values.forEach((value, place) => {
    if (value > 0) data.push([cells.time[place] ?? 0, cells.duration[place] ?? 0, Math.log10(value)])
  })
  const strongest = colour === 'all' ? theme.accent : theme.error
  return {
    grid: gridOf(PLOT),
    xAxis: [
      binAxis(timeBins),
      timeAxis(theme, { count: timeBins, width: Number(width), pixels: plottedWidth(size.width) }, labels),
    ],
    yAxis: [binAxis(Math.max(1, edges.length - 1)), durationAxis(theme, edges, size.height - PLOT.top - PLOT.bottom)],
    visualMap: {
      show: false,
      type: 'continuous',
      min: 0,
      max: Math.max(0.1, Math.log10(most)),
      inRange: {
        color: [
          mixColours(theme.surface, strongest, 0.24),
          mixColours(theme.surface, strongest, 0.5),
          strongest,
          mixColours(strongest, theme.ink, 0.75),
        ],
      },
    },
    series: [{ type: 'heatmap', xAxisIndex: 0, yAxisIndex: 0, data, silent: true, progressive: 2_000 }],
  }
}
