import { setImmediate } from 'node:timers/promises'
import type { TimeStretch } from '../../../preload/contract/explore/serviceMap'
import { Failed } from '../../../preload/contract/failure'
import type { ArchiveCalls } from './archiveCalls'
import type { CallTable } from './CallTable'
import type { ChosenSpans } from './chosenSpans'

/** Others get their turn after so many. */
const CALLS_AT_ONCE = 500_000

/** The calls that chosen spans tell of, and of them those of a stretch of time. */
export class ChosenCalls {
  readonly table: CallTable
  readonly #isChosen: ChosenSpans
  /** Nanoseconds from the archive's start; null for all, also those without a start. */
  readonly #within: { from: number; to: number } | null

  constructor({ calls, origin }: ArchiveCalls, isChosen: ChosenSpans, { from, to }: TimeStretch) {
    this.table = calls
    this.#isChosen = isChosen
    const offset = (time: bigint | null, open: number) => (time === null ? open : Number(time - origin))
    this.#within = from === null && to === null ? null : { from: offset(from, -Infinity), to: offset(to, Infinity) }
  }

  /** Visits the calls by their number; what does not fit in a frame is done in parts. Fails with `cancelled`. */
  async visit(visit: (call: number) => void, signal: AbortSignal): Promise<void> {
    const { count, spanRow, start } = this.table
    const [isChosen, within] = [this.#isChosen, this.#within]
    for (let first = 0; first < count; first += CALLS_AT_ONCE) {
      await giveTurn(signal)
      const end = Math.min(count, first + CALLS_AT_ONCE)
      for (let call = first; call < end; call++) {
        if (within) {
          const at = start[call] ?? NaN
          if (!(at >= within.from && at < within.to)) continue
        }
        if (isChosen(spanRow[call] ?? 0)) visit(call)
      }
    }
  }
}

/** Lets others work, and fails with `cancelled` when nobody waits any more. */
export async function giveTurn(signal: AbortSignal): Promise<void> {
  await setImmediate()
  if (signal.aborted) throw new Failed({ code: 'cancelled' })
}
