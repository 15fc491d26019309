import type { ImportProgress } from '../../preload/contract/archive'
import { formatBytes } from '../../preload/contract/formatBytes'
import { countOf } from '../../preload/contract/formatCount'
import { formatWholeSeconds } from '../../preload/contract/formatDuration'

/** One line of at most `width` characters for a terminal: phase, bar, counts and the time left. */
export function progressLine(progress: ImportProgress, width: number): string {
  const { phase, bytesRead, bytesTotal, spans, leftMs } = progress
  const share = bytesTotal > 0 ? bytesRead / bytesTotal : 0
  const counts = `${formatBytes(bytesRead)} of ${formatBytes(bytesTotal)}, ${countOf(spans, 'span')}`
  const left = leftMs === null ? '' : `, ${formatWholeSeconds(leftMs)} left`
  const text = `${phase.padEnd(7)} ${counts}${left}`
  const room = Math.min(width - text.length - 4, 30)
  if (room < 5) return text.slice(0, width - 1)
  const full = Math.round(share * room)
  return `[${'#'.repeat(full)}${' '.repeat(room - full)}] ${text}`
}
