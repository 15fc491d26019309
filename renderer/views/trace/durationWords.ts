import { PROBLEMS, type Problem } from '../../../preload/contract/trace'
import { formatDuration } from '../../../preload/contract/formatDuration'

/** A span's duration in nanoseconds as its row says it; without one, why there is none. `problems` are bits. */
export function durationWords(duration: number, problems: number): string {
  if (!Number.isNaN(duration)) return formatDuration(duration)
  if (has(problems, 'negative_duration')) return 'ends before it starts'
  return has(problems, 'no_start') ? 'no start time' : 'never ended'
}

function has(bits: number, problem: Problem): boolean {
  return ((bits >> PROBLEMS.indexOf(problem)) & 1) === 1
}
