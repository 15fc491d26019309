import { countOf } from '../../preload/contract/formatCount'
import type { OpeningJob } from '../state/OpeningJob.svelte'

/** What the bar says of imports in the background. */
export interface ChipWords {
  text: string
  tone: 'running' | 'done' | 'failed'
  /** 0 to 1; null while it cannot be known, and when nothing runs. */
  fraction: number | null
}

/** The import at work first, then how many wait; how those ended that nobody saw, once nothing runs. */
export function chipWords(
  jobs: Pick<OpeningJob, 'running' | 'failure'>[],
  current: Pick<OpeningJob, 'name' | 'step'> | undefined,
): ChipWords {
  const failed = jobs.filter(({ failure }) => failure !== undefined).length
  const running = jobs.filter((job) => job.running).length
  const done = jobs.length - running - failed
  if (current) {
    const fraction = current.step.kind === 'importing' ? current.step.pace.share : null
    const parts = [
      fraction === null ? current.name : `${current.name} ${Math.floor(fraction * 100)} %`,
      ...(running > 1 ? [`${running - 1} waiting`] : []),
      ...(failed > 0 ? [`${failed} failed`] : []),
    ]
    return { text: parts.join(' · '), tone: 'running', fraction }
  }
  const parts = [
    ...(done > 0 ? [`${countOf(done, 'import')} done`] : []),
    ...(failed > 0 ? [`${countOf(failed, 'import')} failed`] : []),
  ]
  return { text: parts.join(' · '), tone: failed > 0 ? 'failed' : 'done', fraction: null }
}
