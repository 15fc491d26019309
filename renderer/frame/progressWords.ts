import type { ImportPhase } from '../../preload/contract/archive'
import { formatBytes } from '../../preload/contract/formatBytes'
import { countOf, formatCount } from '../../preload/contract/formatCount'
import { formatWholeSeconds } from '../../preload/contract/formatDuration'
import { sayTimeLeft } from '../../preload/contract/sayTimeLeft'
import type { OpeningStep } from '../state/OpeningJob.svelte'

/** An opening as its dialog tells it. */
export interface ProgressWords {
  title: string
  /** 0 to 1; null while it cannot be known. */
  fraction: number | null
  /** Phases of an import, in their order; empty for anything else. */
  phases: { label: string; state: 'done' | 'now' | 'ahead' }[]
  figures: { label: string; value: string }[]
}

const PHASES: { phase: ImportPhase; label: string }[] = [
  { phase: 'looking', label: 'Look at the files' },
  { phase: 'reading', label: 'Read the spans' },
  { phase: 'linking', label: 'Link spans into traces' },
  { phase: 'storing', label: 'Store the archive' },
]

/** What there is to say about a step of an opening, or of `adding` to an archive. */
export function progressWords(step: OpeningStep, adding = false): ProgressWords {
  switch (step.kind) {
    case 'asking':
      return { title: 'Opening…', fraction: null, phases: [], figures: [] }
    case 'waiting':
      return { title: `Waiting for ${othersBefore(step.ahead)}…`, fraction: null, phases: [], figures: [] }
    case 'uploading':
      return {
        title: `Handing over ${countOf(step.fileCount, 'file')}…`,
        fraction: step.totalBytes > 0 ? Math.min(1, step.sentBytes / step.totalBytes) : null,
        phases: [],
        figures: [{ label: 'Sent', value: bytesOf(step.sentBytes, step.totalBytes) }],
      }
    case 'importing': {
      const { phase, bytesRead, bytesTotal, spans, filesDone, filesTotal, elapsedMs } = step.progress
      const { share, leftMs, bytesPerSecond } = step.pace
      const now = PHASES.findIndex((candidate) => candidate.phase === phase)
      return {
        title: adding ? 'Adding…' : 'Importing…',
        fraction: share,
        phases: PHASES.map(({ label }, place) => ({
          label,
          state: place < now ? 'done' : place === now ? 'now' : 'ahead',
        })),
        figures: [
          { label: 'Read', value: bytesOf(bytesRead, bytesTotal) },
          { label: 'Spans so far', value: formatCount(spans) },
          { label: 'Files', value: `${formatCount(filesDone)} of ${formatCount(filesTotal)}` },
          { label: 'Speed', value: bytesPerSecond === null ? '–' : `${formatBytes(bytesPerSecond)}/s` },
          { label: 'Elapsed', value: formatWholeSeconds(elapsedMs) },
          { label: 'Time left', value: leftMs === null ? '–' : `about ${sayTimeLeft(leftMs)}` },
        ],
      }
    }
  }
}

function othersBefore(ahead: number): string {
  return ahead === 1 ? 'one other import' : `${formatCount(ahead)} other imports`
}

function bytesOf(done: number, total: number): string {
  return `${formatBytes(done)} of ${formatBytes(total)}`
}
