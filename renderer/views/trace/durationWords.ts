import { PROBLEMS } from '../../../preload/contract/trace'
import { formatDuration } from '../../ui/formatDuration'

const NEGATIVE = 1 << PROBLEMS.indexOf('negative_duration')

/** A span's duration in nanoseconds as its row says it; without one, why there is none. */
export function durationWords(duration: number, problems: number): string {
  if (!Number.isNaN(duration)) return formatDuration(duration)
  return problems & NEGATIVE ? 'ends before it starts' : 'never ended'
}
