import type { ImportProgress, OpenedArchive, OpeningProgress } from '../../preload/contract/archive'
import type { AskOptions, Result } from '../../preload/contract/channel'
import { failureOf, type Failure } from '../../preload/contract/failure'
import { ImportPace, type Pace } from '../../preload/contract/ImportPace'

/** What an opening is doing now. */
export type OpeningStep =
  | { kind: 'asking' }
  /** Until `ahead` others have ended. */
  | { kind: 'waiting'; ahead: number }
  | { kind: 'uploading'; fileCount: number; sentBytes: number; totalBytes: number }
  | { kind: 'importing'; progress: ImportProgress; pace: Pace }

/** What is to be opened, or added to an archive, and how. */
export interface OpeningPlan {
  /** What the user named. */
  name: string
  /** Path of the archive that is added to; null for an opening. */
  into: string | null
  ask: (job: OpeningJob, options: Required<AskOptions<OpeningProgress>>) => Promise<Result<OpenedArchive>>
}

/** One opening on its way: it can be followed and cancelled. */
export class OpeningJob {
  readonly plan: OpeningPlan
  /** What the user named, as far as that is known. */
  name = $state('')
  step = $state.raw<OpeningStep>({ kind: 'asking' })
  /** Between the wish to cancel and the end of it. */
  cancelling = $state(false)
  /** What came of it. */
  outcome = $state.raw<{ opened: OpenedArchive } | { failure: Failure } | undefined>()
  /** Whether it took more than a look: the user may have turned to something else by now. */
  lasted = false
  readonly #controller = new AbortController()
  readonly #pace = new ImportPace()

  constructor(plan: OpeningPlan) {
    this.plan = plan
    this.name = plan.name
  }

  get running(): boolean {
    return this.outcome === undefined
  }

  /** The archive that it made and nobody has looked at, where it has ended well. */
  get opened(): OpenedArchive | undefined {
    return this.outcome && 'opened' in this.outcome ? this.outcome.opened : undefined
  }

  get failure(): Failure | undefined {
    return this.outcome && 'failure' in this.outcome ? this.outcome.failure : undefined
  }

  /** What the page's own file interfaces throw, such as a dropped file that is gone again, is a failure like any other. */
  async run(): Promise<Result<OpenedArchive>> {
    const { signal } = this.#controller
    try {
      return await this.plan.ask(this, { signal, onProgress: (progress) => this.#follow(progress) })
    } catch (thrown) {
      return { failure: failureOf(thrown) }
    }
  }

  cancel(): void {
    this.cancelling = true
    this.#controller.abort()
  }

  /** Turns to a step that takes its time. */
  linger(step: OpeningStep): void {
    this.lasted = true
    this.step = step
  }

  #follow(progress: OpeningProgress): void {
    if (progress.phase === 'waiting') this.linger({ kind: 'waiting', ahead: progress.ahead })
    else this.linger({ kind: 'importing', progress, pace: this.#pace.follow(progress) })
  }
}
