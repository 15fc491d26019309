import type { LatencyMap } from '../../../../preload/contract/explore/latency'
import type { ChartTheme } from '../../../chart/chartTheme'
import { binAxis, labelsOf } from './chartAxes'
import { compactCount } from './compactCount'
import { gridOf, PERCENTILE_LABELS, PLOT } from './plotArea'

/** How many have each duration, those that failed first. */
export function histogramOption(theme: ChartTheme, { counts, errors }: LatencyMap) {
  const bars = (name: string, data: number[], color: string) => ({
    type: 'bar',
    name,
    stack: 'all',
    data,
    silent: true,
    barCategoryGap: counts.length > 40 ? 1 : 2,
    itemStyle: { color },
  })
  return {
    grid: gridOf({ ...PLOT, left: 0, right: PERCENTILE_LABELS }),
    xAxis: {
      type: 'value',
      splitNumber: 2,
      minInterval: 1,
      axisLabel: { ...labelsOf(theme), formatter: compactCount, hideOverlap: true, alignMinLabel: 'left' },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: theme.line } },
    },
    yAxis: binAxis(Math.max(1, counts.length)),
    series: [
      bars('failed', errors, theme.error),
      bars(
        'others',
        counts.map((count, bin) => count - (errors[bin] ?? 0)),
        theme.accent,
      ),
    ],
  }
}
