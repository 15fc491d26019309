import type { RatesOverTime } from '../../../../preload/contract/explore/rates'
import type { ChartTheme } from '../../../chart/chartTheme'
import type { TimeLabel } from '../../../query/overTime/timeLabels'
import { binAxis, labelsOf, timeAxis } from './chartAxes'
import { formatEdge } from './formatEdge'
import type { Rates } from './latencyChoices'
import { gridOf, PLOT, plottedWidth } from './plotArea'
import { formatRate, rateUnit } from '../rateUnit'

/** Rates or durations over time. */
export function rateOption(
  theme: ChartTheme,
  rates: RatesOverTime,
  { shown, labels, width }: { shown: Rates; labels: readonly TimeLabel[]; width: number },
) {
  const bins = { count: Math.max(1, rates.counts.length), width: Number(rates.width), pixels: plottedWidth(width) }
  const axes = { xAxis: [binAxis(bins.count), timeAxis(theme, bins, labels)], grid: gridOf(PLOT) }
  return shown === 'duration'
    ? { ...axes, ...durations(theme, rates) }
    : { ...axes, ...stacked(theme, rates, shown === 'errors' ? 'errors' : 'counts') }
}

function stacked(theme: ChartTheme, rates: RatesOverTime, of: 'counts' | 'errors') {
  const seconds = Number(rates.width) / 1e9
  const perSecond = (values: readonly number[]) => values.map((value) => value / seconds)
  const unit = rateUnit(Math.max(0, ...perSecond(rates[of])))
  const bars = (values: readonly number[], color: string) => ({
    type: 'bar',
    stack: 'all',
    silent: true,
    data: perSecond(values),
    large: true,
    largeThreshold: 1,
    barCategoryGap: 1,
    itemStyle: { color },
  })
  const { by } = rates
  return {
    yAxis: {
      ...valueAxis(theme),
      axisLabel: { ...labelsOf(theme), formatter: (value: number) => (value === 0 ? '0' : formatRate(value, unit)) },
    },
    series: by
      ? [
          ...by.series.map((one, place) => bars(one[of], theme.series[place] ?? theme.accent)),
          ...(by.others ? [bars(by.others[of], theme.lineStrong)] : []),
        ]
      : [bars(rates[of], of === 'errors' ? theme.error : theme.accent)],
  }
}

function durations(theme: ChartTheme, { p50, p95, p99 }: RatesOverTime) {
  // A logarithm has no zero: such a bin has a gap.
  const line = (values: readonly (number | null)[], color: string) => ({
    type: 'line',
    silent: true,
    data: values.map((value) => (value === null || value <= 0 ? null : value)),
    showSymbol: values.filter((value) => value !== null).length < 30,
    symbolSize: 4,
    lineStyle: { color, width: 1.5 },
    itemStyle: { color },
  })
  return {
    yAxis: {
      ...valueAxis(theme),
      type: 'log',
      min: ({ min }: { min: number }) => (Number.isFinite(min) ? 10 ** Math.floor(Math.log10(min)) : 1),
      axisLabel: { ...labelsOf(theme), formatter: formatEdge },
    },
    series: [
      line(p50, theme.series[2] ?? theme.ok),
      line(p95, theme.series[0] ?? theme.accent),
      line(p99, theme.series[1] ?? theme.warning),
    ],
  }
}

function valueAxis(theme: ChartTheme) {
  return {
    type: 'value',
    splitNumber: 3,
    splitLine: { lineStyle: { color: theme.line } },
    axisTick: { show: false },
    axisLine: { show: false },
  }
}
