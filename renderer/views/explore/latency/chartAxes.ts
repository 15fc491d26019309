import type { ChartTheme } from '../../../chart/chartTheme'
import type { TimeLabel } from '../../../query/overTime/timeLabels'
import { durationTicks } from './durationAxis'
import { formatEdge } from './formatEdge'
import { PLOT } from './plotArea'

const LABEL_SIZE = 11
/** Pixels that a digit takes. */
const CHARACTER = 7
/** Pixels between the labels of durations. */
const DURATION_LABEL = 20

/** An axis of bins without labels of its own; that of their edges stands over it. */
export function binAxis(count: number) {
  return { type: 'category', show: false, data: Array.from({ length: count }, (_, bin) => bin) }
}

/** The edges of time bins, with round moments at their places, along so many pixels. */
export function timeAxis(
  theme: ChartTheme,
  bins: { count: number; width: number; pixels: number },
  labels: readonly TimeLabel[],
) {
  const words = new Map(labels.map(({ offset, label }) => [offset / bins.width, label]))
  const places = [...words].flatMap(([place, label]) => {
    const right = (1 - place / bins.count) * bins.pixels
    return right + PLOT.right >= (label.length * CHARACTER) / 2 ? [place] : []
  })
  return edgeAxis(theme, 'bottom', bins.count, places, (place) => words.get(place) ?? '')
}

/** The edges of duration bins, labelled where they are round. */
export function durationAxis(theme: ChartTheme, edges: readonly number[], height: number) {
  const count = Math.max(1, edges.length - 1)
  const ticks = durationTicks(edges, Math.ceil((DURATION_LABEL * count) / Math.max(1, height)))
  const places = ticks.map(({ place }) => place)
  return edgeAxis(theme, 'left', count, places, (place) => formatEdge(edges[place] ?? 0))
}

export function labelsOf(theme: ChartTheme) {
  return { color: theme.inkMuted, fontFamily: theme.font, fontSize: LABEL_SIZE }
}

function edgeAxis(
  theme: ChartTheme,
  position: 'left' | 'bottom',
  count: number,
  places: number[],
  formatter: (place: number) => string,
) {
  return {
    type: 'value',
    position,
    min: 0,
    max: count,
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.lineStrong } },
    axisTick: { show: true, length: 4, customValues: places, lineStyle: { color: theme.lineStrong } },
    axisLabel: { ...labelsOf(theme), customValues: places, formatter, showMinLabel: true, showMaxLabel: true },
    splitLine: { show: false },
  }
}
