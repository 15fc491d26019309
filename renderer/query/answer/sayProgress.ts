import type { QueryProgress } from '../../../preload/contract/matches'
import { sayTimeLeft } from '../../../preload/contract/sayTimeLeft'

const PHASES: Record<QueryProgress['phase'], string> = {
  matching: 'Matching',
  grouping: 'Grouping',
  sorting: 'Sorting',
  comparing: 'Comparing',
}

/** How a long question gets on: `Matching 38 %, about 4 s left`, or for how long it runs where more is not known. */
export function sayProgress({ phase, share, elapsedMs, leftMs }: QueryProgress): string {
  const done = share === null || share === 0 ? PHASES[phase] : `${PHASES[phase]} ${Math.floor(share * 100)} %`
  if (leftMs !== null) return `${done}, about ${sayTimeLeft(leftMs)} left`
  return elapsedMs < 1_000 ? `${done} …` : `${done}, ${Math.floor(elapsedMs / 1_000)} s so far`
}
