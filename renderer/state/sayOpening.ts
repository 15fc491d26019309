import type { ArchiveSummary, OpenedArchive } from '../../preload/contract/archive'
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
  return `Opened from the archive${made}. Nothing was imported again.`
}
