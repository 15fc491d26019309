import type { ImportProgress } from './archive'

/** How long, in milliseconds, it takes until a new estimate has made about two thirds of its way. */
const SETTLING_MS = 2_000
/** Nothing is done before it is done. */
const LARGEST_SHARE = 0.99

export interface Pace {
  /** How much of the work is done, by time: 0 to 1, never less than before; null while unknown. */
  share: number | null
  leftMs: number | null
  /** Null in phases that read no files. */
  bytesPerSecond: number | null
}

/** Makes the estimates of one import fit to be looked at: they run evenly instead of jumping with each report. */
export class ImportPace {
  #share = 0
  /** When the import will end, in milliseconds since its beginning. */
  #end: number | undefined
  #before = 0

  /** Takes the next report, and answers what to show with it. */
  follow({ phase, bytesRead, elapsedMs, leftMs }: ImportProgress): Pace {
    const bytesPerSecond =
      phase === 'reading' && elapsedMs >= 100 && bytesRead > 0 ? (bytesRead / elapsedMs) * 1000 : null
    const since = elapsedMs - this.#before
    this.#before = elapsedMs
    if (leftMs !== null) {
      const estimate = elapsedMs + leftMs
      this.#end = estimate + ((this.#end ?? estimate) - estimate) * Math.exp(-since / SETTLING_MS)
    }
    if (this.#end === undefined) return { share: null, leftMs: null, bytesPerSecond }
    const left = Math.max(0, this.#end - elapsedMs)
    const share = elapsedMs + left > 0 ? elapsedMs / (elapsedMs + left) : 0
    this.#share = Math.max(this.#share, Math.min(share, LARGEST_SHARE))
    return { share: this.#share, leftMs: left, bytesPerSecond }
  }
}
