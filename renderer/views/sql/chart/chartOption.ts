import { formatCount } from '../../../../preload/contract/formatCount'
import { formatDuration } from '../../../../preload/contract/formatDuration'
import type { ChartAnswer } from '../../../../preload/contract/sql/held'
import type { SqlColumn } from '../../../../preload/contract/sql/sql'
import type { ChartTheme } from '../../../chart/chartTheme'
import { formatTime } from '../../../state/timeDisplay.svelte'
import type { ChartChoices } from './chartChoices'

type AxisKind = ChartAnswer['xKind']

/** How a place on an axis, or a value, is written. */
export function formatterOf(kind: AxisKind, categories: readonly string[], column: SqlColumn | undefined) {
  if (kind === 'category') return (value: number) => categories[value] ?? ''
  if (kind === 'time') return (value: number) => formatTime(BigInt(Math.round(value * 1e6)), 'second')
  if (column && /_ns$/i.test(column.name)) return (value: number) => formatDuration(value)
  return (value: number) =>
    Number.isInteger(value) && Math.abs(value) < 1e15 ? formatCount(value) : String(Number(value.toPrecision(6)))
}

/** What a chart draws, in the colours of the theme. */
export function chartOption(
  theme: ChartTheme,
  answer: ChartAnswer,
  { choices, columns }: { choices: ChartChoices; columns: readonly SqlColumn[] },
) {
  const label = { color: theme.inkMuted, fontFamily: theme.font, fontSize: 11, hideOverlap: true }
  const lines = { lineStyle: { color: theme.line } }
  const measured = choices.measure === 'count' ? undefined : columns[choices.y[0] ?? -1]
  const formatX = formatterOf(answer.xKind, answer.categories, columns[choices.x])
  const formatY = answer.heat
    ? formatterOf(answer.heat.yKind, answer.heat.yCategories, columns[choices.y[0] ?? -1])
    : formatterOf('number', [], measured)
  const axis = (kind: AxisKind, categories: readonly string[], format: (value: number) => string, width: number) => ({
    type: kind === 'category' ? 'category' : 'value',
    ...(kind === 'category' && { data: categories.map((text) => cut(text)) }),
    scale: true,
    axisLabel: { ...label, ...(kind !== 'category' && { formatter: format }), width, overflow: 'truncate' },
    axisLine: lines,
    axisTick: { show: false },
    splitLine: { show: kind !== 'category', ...lines },
  })
  const frame = {
    grid: { left: 16, right: 28, top: 16, bottom: 12, containLabel: true },
    textStyle: { fontFamily: theme.font },
    tooltip: {
      trigger: 'item',
      backgroundColor: theme.surfaceRaised,
      borderColor: theme.line,
      textStyle: { color: theme.ink, fontSize: 12, fontFamily: theme.font },
      confine: true,
    },
  }
  if (answer.heat) {
    const { heat } = answer
    const [cells] = answer.series
    const counts = cells?.y ?? new Float64Array()
    const across = stepsOf(cells?.x ?? counts, answer.xKind, answer.binWidth)
    const up = stepsOf(heat.y, heat.yKind, heat.yBinWidth)
    const at = (value: number, kind: AxisKind, steps: readonly number[]) =>
      kind === 'category' ? value : nearest(steps, value)
    const names = (
      kind: AxisKind,
      categories: readonly string[],
      steps: readonly number[],
      format: (value: number) => string,
    ) => (kind === 'category' ? categories : steps.map(format))
    const most = counts.reduce((greatest, count) => Math.max(greatest, count), 1)
    return {
      ...frame,
      xAxis: axis('category', names(answer.xKind, answer.categories, across, formatX), formatX, 120),
      yAxis: axis('category', names(heat.yKind, heat.yCategories, up, formatY), formatY, 140),
      visualMap: { show: false, min: 0, max: most, inRange: { color: [theme.surface, theme.accent] } },
      series: [
        {
          type: 'heatmap',
          data: Array.from(counts, (count, cell) => [
            at(cells?.x[cell] ?? 0, answer.xKind, across),
            at(heat.y[cell] ?? 0, heat.yKind, up),
            count,
          ]),
          tooltip: { formatter: ({ value }: { value: [number, number, number] }) => `${formatCount(value[2])} rows` },
        },
      ],
    }
  }
  const kind = choices.kind === 'histogram' ? 'bar' : choices.kind === 'area' ? 'line' : choices.kind
  const points = answer.series.reduce((sum, { x }) => sum + x.length, 0)
  return {
    ...frame,
    xAxis: axis(
      kind === 'bar' && answer.xKind !== 'category' ? answer.xKind : answer.xKind,
      answer.categories,
      formatX,
      120,
    ),
    yAxis: { ...axis('number', [], formatY, 90), scale: kind === 'line' && choices.kind !== 'area' },
    series: answer.series.map(({ name, x, y }, place) => {
      const color =
        answer.series.length === 1 ? theme.accent : (theme.series[place % theme.series.length] ?? theme.accent)
      return {
        name,
        type: kind,
        data: Array.from(x, (value, point) => [value, y[point] ?? 0]),
        color,
        itemStyle: { color },
        lineStyle: { color, width: 1.5 },
        ...(choices.kind === 'area' && { areaStyle: { color, opacity: 0.25 }, stack: 'all' }),
        ...(kind === 'bar' && { barMaxWidth: 40, barMinWidth: 1 }),
        showSymbol: points < 200,
        symbolSize: kind === 'scatter' ? 5 : 4,
        tooltip: {
          formatter: ({ value }: { value: [number, number] }) =>
            `${escaped(name)}<br>${escaped(formatX(value[0]))}: <b>${escaped(formatY(value[1]))}</b>`,
        },
      }
    }),
  }
}

/** Edges of bins are reckoned in two places, and may differ in their last digit. */
function nearest(steps: readonly number[], value: number): number {
  const [first = 0, second = first + 1] = steps
  const guess = Math.round((value - first) / (second - first))
  const width = Math.abs(second - first)
  return Math.abs((steps[guess] ?? NaN) - value) < width / 2 ? guess : steps.indexOf(value)
}

/** The starts of all bins from the first to the last, also those without rows; of what is not binned the values. */
function stepsOf(values: Float64Array, kind: AxisKind, width: number | null): number[] {
  if (kind === 'category' || values.length === 0) return []
  const known = [...new Set(values)].sort((one, other) => one - other)
  const [first = 0, last = 0] = [known[0], known.at(-1)]
  const count = width === null ? Infinity : Math.round((last - first) / width) + 1
  if (width === null || count > MOST_STEPS) return known
  return Array.from({ length: count }, (_, step) => first + step * width)
}

/** More bins than that are not asked for. */
const MOST_STEPS = 2_000

function cut(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

/** Texts of archives are no markup. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
