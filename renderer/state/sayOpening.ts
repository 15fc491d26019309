import type { ArchiveSummary, ImportReport, OpenedArchive } from '../../preload/contract/archive'
import { countOf } from '../../preload/contract/formatCount'
import { formatDuration } from '../../preload/contract/formatDuration'
import { formatTime } from './timeDisplay.svelte'

/** One line about an opening that left nothing out; undefined where an archive was just opened, which needs no word. */
export function sayOpening(opened: OpenedArchive, summary: ArchiveSummary | undefined): string | undefined {
  if (opened.report) {
    const { spans, traces, services, files, elapsedMs } = opened.report
    const what = `${countOf(traces, 'trace')}, ${countOf(spans, 'span')} of ${countOf(services, 'service')}`
    return `Imported ${what} from ${countOf(files.length, 'file')} in ${formatDuration(elapsedMs * 1e6)}.`
  }
  if (!opened.reused) return undefined
  const made = summary ? ` made on ${formatTime(summary.createdAt, 'minute')}` : ' made before'
  const added = opened.addedCount ? `, with what was added to it since (${opened.addedCount} more)` : ''
  return `Opened from the archive${made}${added}. Nothing was imported again.`
}

/** One line about files that were added to an archive. */
export function sayAdding({ name, report }: OpenedArchive): string {
  if (!report) return `Added to ${name}.`
  const { merged, rejected, spans } = totalsOf(report)
  const parts = [
    countOf(spans, 'span'),
    ...(merged > 0 ? [`${countOf(merged, 'report')} merged`] : []),
    ...(rejected > 0 ? [`${countOf(rejected, 'record')} rejected`] : []),
  ]
  return `Added ${countOf(report.files.length, 'file')} to ${name}: ${parts.join(', ')}.`
}

/** One line about an archive to which somebody added while it was shown. */
export function sayChange(summary: ArchiveSummary | undefined): string {
  if (!summary) return 'The archive has changed. This is its new state.'
  const { traceCount, spanCount } = summary
  return `The archive has changed: ${countOf(traceCount, 'trace')}, ${countOf(spanCount, 'span')} now.`
}

function totalsOf({ files }: ImportReport): { spans: number; merged: number; rejected: number } {
  const total = (of: 'spans' | 'merged' | 'rejected') => files.reduce((sum, file) => sum + file[of], 0)
  return { spans: total('spans'), merged: total('merged'), rejected: total('rejected') }
}
