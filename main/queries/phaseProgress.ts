import type { QueryProgress } from '../../preload/contract/matches'

/** From so much of a phase, and so many milliseconds, on it is told how long it may still take. */
const LEAST_SHARE = 0.1
const LEAST_MS = 700
/** DuckDB's estimate stands still in some steps: after so many milliseconds there is nothing to conclude from it. */
const STANDING_MS = 600

/** Makes of how much of a phase is done what is told about it. Sorting stands still for long; the time left is then not told. */
export function phaseProgress(
  phase: QueryProgress['phase'],
  startedAt: number,
  report: (progress: QueryProgress) => void,
): (share: number | null) => void {
  const phaseStartedAt = performance.now()
  let best = 0
  let movedAt = phaseStartedAt
  return (share) => {
    const now = performance.now()
    if (share !== null && share > best) {
      best = share
      movedAt = now
    }
    const elapsed = now - phaseStartedAt
    const known = best >= LEAST_SHARE && elapsed >= LEAST_MS && now - movedAt < STANDING_MS
    const leftMs = known ? (elapsed * (1 - best)) / best : null
    report({ phase, share: share === null ? null : best, elapsedMs: now - startedAt, leftMs })
  }
}

/** The same for a phase of several statements: how much of it is done is not known. */
export function stepsProgress(
  phase: QueryProgress['phase'],
  startedAt: number,
  report: ((progress: QueryProgress) => void) | undefined,
): () => void {
  const onShare = phaseProgress(phase, startedAt, (progress) => report?.(progress))
  return () => onShare(null)
}
