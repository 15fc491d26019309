import type { ArchiveSummary, ImportReport } from '../../preload/contract/archive'
import { offsetFrom } from '../../preload/contract/time'
import { formatTime, timeDisplay } from './timeDisplay.svelte'
import { formatBytes } from '../../preload/contract/formatBytes'
import { formatCount } from '../../preload/contract/formatCount'
import { formatDuration } from '../../preload/contract/formatDuration'

export interface Figure {
  label: string
  value: string
  title?: string
  tone?: 'warning' | 'error'
  wide?: boolean
}

/** The figures of an archive: from the import's report at once, from its summary once that is there. */
export function summaryFigures(report: ImportReport | null, summary: ArchiveSummary | undefined): Figure[] {
  const files = report?.files ?? summary?.files ?? []
  const rejected = summary?.rejectedCount ?? total(files.map((file) => file.rejected))
  const merged = summary?.mergedCount ?? total(files.map((file) => file.merged))
  const logs = report?.logs ?? summary?.logCount ?? 0
  return [
    count('Traces', report?.traces ?? summary?.traceCount),
    count('Spans', report?.spans ?? summary?.spanCount),
    count('Services', report?.services ?? summary?.serviceCount),
    { ...count('Spans with errors', summary?.errorCount), ...((summary?.errorCount ?? 0) > 0 && { tone: 'error' }) },
    { label: `Time range (${timeDisplay.zoneName})`, value: timeRange(summary), wide: true },
    { label: 'Lasting', value: lasting(summary) },
    count('Files', summary?.fileCount ?? report?.files.length),
    {
      label: 'Rejected',
      value: formatCount(rejected),
      title: 'Records that could not be read as spans',
      ...(rejected > 0 && { tone: 'warning' }),
    },
    { label: 'Merged', value: formatCount(merged), title: 'Reports of a span that had been reported before' },
    { label: 'Size of the archive', value: summary ? formatBytes(summary.byteCount) : '…' },
    report
      ? { label: 'Imported in', value: formatDuration(report.elapsedMs * 1e6) }
      : { label: 'Imported on', value: summary ? formatTime(summary.createdAt, 'minute') : '…' },
    ...(logs > 0 ? [count('Log records', logs)] : []),
  ]
}

function count(label: string, value: number | undefined): Figure {
  return { label, value: value === undefined ? '…' : formatCount(value) }
}

/** The day is said once where the range does not leave it. */
function timeRange(summary: ArchiveSummary | undefined): string {
  if (!summary) return '…'
  const { firstStart, lastEnd } = summary
  if (firstStart === null) return 'no span has a time'
  const from = formatTime(firstStart, 'second')
  if (lastEnd === null) return `${from}, no span has an end`
  const to = formatTime(lastEnd, 'second')
  return `${from} – ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`
}

function lasting(summary: ArchiveSummary | undefined): string {
  if (!summary) return '…'
  const { firstStart, lastEnd } = summary
  return firstStart === null || lastEnd === null ? '–' : formatDuration(offsetFrom(firstStart, lastEnd))
}

function total(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
