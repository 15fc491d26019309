import { formatCount } from '../../../../preload/contract/formatCount'
import { formatDuration } from '../../../../preload/contract/formatDuration'
import type { Figure } from './groupSpans'

export interface FigureColumn {
  column: Figure
  label: string
  title: string
  width: number
  format: (value: number) => string
}

const duration = (column: Figure, label: string, title: string): FigureColumn => ({
  column,
  label,
  title,
  width: 76,
  format: formatDuration,
})

export const FIGURE_COLUMNS: FigureColumn[] = [
  { column: 'spans', label: 'Spans', title: 'Number of spans', width: 60, format: formatCount },
  {
    column: 'errors',
    label: 'Errors',
    title: 'Spans whose status is error',
    width: 60,
    format: (count) => (count > 0 ? formatCount(count) : ''),
  },
  duration('total', 'Total', 'Durations added up; what runs at the same time counts as often as it runs'),
  duration('self', 'Self', 'Time in the spans themselves, outside of their children, added up'),
  duration('average', 'Average', 'Average duration'),
  duration('min', 'Min', 'Shortest duration'),
  duration('p50', 'p50', 'Half of the spans took no longer'),
  duration('p95', 'p95', '95 % of the spans took no longer'),
  duration('max', 'Max', 'Longest duration'),
  {
    column: 'share',
    label: 'Share',
    title: 'Self time per duration of the trace; more than 100 % where spans ran beside one another',
    width: 108,
    format: (share) => (Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : '–'),
  },
]
