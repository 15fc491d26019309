import type { ImportProgress } from '../../preload/contract/archive'

/** One line of at most `width` characters for a terminal: phase, bar, counts and the time left. */
export function progressLine(progress: ImportProgress, width: number): string {
  const { phase, bytesRead, bytesTotal, spans, leftMs } = progress
  const share = bytesTotal > 0 ? bytesRead / bytesTotal : 0
  const counts = `${megabytes(bytesRead)} of ${megabytes(bytesTotal)} MB, ${spans.toLocaleString('en')} spans`
  const left = leftMs === null ? '' : `, ${sayLeft(leftMs)} left`
  const text = `${phase.padEnd(7)} ${counts}${left}`
  const room = Math.min(width - text.length - 4, 30)
  if (room < 5) return text.slice(0, width - 1)
  const full = Math.round(share * room)
  return `[${'#'.repeat(full)}${' '.repeat(room - full)}] ${text}`
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)
}

function sayLeft(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
