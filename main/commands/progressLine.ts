import type { ImportProgress } from '../../preload/contract/archive'
import { formatBytes } from '../../preload/contract/formatBytes'
import { countOf } from '../../preload/contract/formatCount'
import type { Pace } from '../../preload/contract/ImportPace'
import { sayTimeLeft } from '../../preload/contract/sayTimeLeft'

const LONGEST_BAR = 30
const SHORTEST_BAR = 5

/** One line of less than `width` characters for a terminal: phase, bar, share, speed, spans and the time left. */
export function progressLine({ phase, spans }: ImportProgress, pace: Pace, width: number): string {
  const { share, bytesPerSecond, leftMs } = pace
  const percent = share === null ? '  – %' : `${String(Math.floor(share * 100)).padStart(3)} %`
  const figures = [
    percent,
    ...(bytesPerSecond === null ? [] : [`${formatBytes(bytesPerSecond)}/s`]),
    countOf(spans, 'span'),
    ...(leftMs === null ? [] : [`${sayTimeLeft(leftMs)} left`]),
  ].join('  ')
  const head = phase.padEnd(7)
  const room = Math.min(width - head.length - figures.length - 6, LONGEST_BAR)
  if (room < SHORTEST_BAR) return `${head} ${figures}`.slice(0, Math.max(width - 1, 0))
  const full = Math.floor((share ?? 0) * room)
  return `${head} [${'#'.repeat(full)}${' '.repeat(room - full)}] ${figures}`
}
