import type { ImportPhase } from '../../preload/contract/archive'
import type { OpeningStep } from '../state/opening.svelte'
import { formatBytes } from '../../preload/contract/formatBytes'
import { countOf, formatCount } from '../../preload/contract/formatCount'
import { formatWholeSeconds } from '../../preload/contract/formatDuration'

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

/** What there is to say about a step of an opening. */
export function progressWords(step: OpeningStep): ProgressWords {
  switch (step.kind) {
    case 'asking':
      return { title: 'Opening…', fraction: null, phases: [], figures: [] }
    case 'uploading':
      return {
        title: `Handing over ${countOf(step.fileCount, 'file')}…`,
        fraction: fractionOf(step.sentBytes, step.totalBytes),
        phases: [],
        figures: [{ label: 'Sent', value: bytesOf(step.sentBytes, step.totalBytes) }],
      }
    case 'importing': {
      const { phase, bytesRead, bytesTotal, spans, filesDone, filesTotal, elapsedMs, leftMs } = step.progress
      const now = PHASES.findIndex((candidate) => candidate.phase === phase)
      return {
        title: 'Importing…',
        fraction: phase === 'reading' ? fractionOf(bytesRead, bytesTotal) : null,
        phases: PHASES.map(({ label }, place) => ({
          label,
          state: place < now ? 'done' : place === now ? 'now' : 'ahead',
        })),
        figures: [
          { label: 'Read', value: bytesOf(bytesRead, bytesTotal) },
          { label: 'Spans so far', value: formatCount(spans) },
          { label: 'Files', value: `${formatCount(filesDone)} of ${formatCount(filesTotal)}` },
          { label: 'Speed', value: speedOf(bytesRead, elapsedMs) },
          { label: 'Elapsed', value: formatWholeSeconds(elapsedMs) },
          { label: 'Time left', value: leftMs === null ? '–' : `about ${formatWholeSeconds(leftMs)}` },
        ],
      }
    }
  }
}

function fractionOf(done: number, total: number): number | null {
  return total > 0 ? Math.min(1, done / total) : null
}

function bytesOf(done: number, total: number): string {
  return `${formatBytes(done)} of ${formatBytes(total)}`
}

function speedOf(bytes: number, elapsedMs: number): string {
  return elapsedMs < 100 || bytes === 0 ? '–' : `${formatBytes((bytes / elapsedMs) * 1000)}/s`
}
