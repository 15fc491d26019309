import type { OpenedArchive } from '../../preload/contract/archive'
import { countOf, formatCount } from '../../preload/contract/formatCount'
import { sayTimeLeft } from '../../preload/contract/sayTimeLeft'
import { adviceOn } from '../state/advice'
import type { OpeningJob } from '../state/OpeningJob.svelte'

/** In a few words: where a job of the queue is, or how it ended. */
export function jobState(job: Pick<OpeningJob, 'step' | 'cancelling' | 'outcome'>): string {
  const { step, outcome } = job
  if (outcome) return 'failure' in outcome ? adviceOn(outcome.failure).title : stateOf(outcome.opened)
  if (job.cancelling) return 'Stopping…'
  switch (step.kind) {
    case 'asking':
      return 'Opening…'
    case 'waiting':
      return step.ahead === 1 ? 'Next in line' : `${step.ahead} before it`
    case 'uploading':
      return step.totalBytes > 0
        ? `${Math.floor((step.sentBytes / step.totalBytes) * 100)} % handed over`
        : 'Handed over'
    case 'importing': {
      const { share, leftMs } = step.pace
      if (share === null || leftMs === null) return 'Importing…'
      return `${Math.floor(share * 100)} %, about ${sayTimeLeft(leftMs)} left`
    }
  }
}

/** What an import brought, of its own files alone. */
function stateOf({ report }: OpenedArchive): string {
  if (!report) return 'Imported before'
  const total = (of: 'spans' | 'rejected') => report.files.reduce((sum, file) => sum + file[of], 0)
  const rejected = total('rejected')
  return `${countOf(total('spans'), 'span')}${rejected > 0 ? `, ${formatCount(rejected)} rejected` : ''}`
}
