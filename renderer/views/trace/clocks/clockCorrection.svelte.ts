import type { OpenedArchive } from '../../../../preload/contract/archive'
import type { Result } from '../../../../preload/contract/channel'
import type { HostClock, TraceClocks } from '../../../../preload/contract/clocks'
import type { Failure } from '../../../../preload/contract/failure'
import { Asking } from '../../../state/asking.svelte'

type Question = (signal: AbortSignal) => Promise<Result<TraceClocks>>

/** How far the clocks of a trace's hosts are apart, once it is known. */
export class ClockCorrection {
  readonly #asking = new Asking<TraceClocks>()
  #archive: OpenedArchive | undefined
  #question: Question | undefined

  /** Asks, unless this archive was asked before. */
  async look(archive: OpenedArchive | undefined, question: Question): Promise<void> {
    if (archive === this.#archive) return
    this.#archive = archive
    this.#question = question
    await this.retry()
  }

  async retry(): Promise<void> {
    if (this.#question) await this.#asking.ask(this.#question)
  }

  get failure(): Failure | undefined {
    return this.#asking.pending ? undefined : this.#asking.failure
  }

  /** A clock is wrong. */
  get isSkewed(): boolean {
    return (this.#asking.answer?.start.length ?? 0) > 0
  }

  get times(): TraceClocks | undefined {
    return this.isSkewed ? this.#asking.answer : undefined
  }

  get hosts(): HostClock[] {
    return this.#asking.answer?.hosts ?? []
  }

  /** The clock that a span was timed by, where any of the trace is wrong. */
  of(row: number): HostClock | undefined {
    return this.times?.hosts[this.times.host[row] ?? -1]
  }
}
