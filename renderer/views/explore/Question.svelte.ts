import type { AskOptions, Result } from '../../../preload/contract/channel'
import type { QueryProgress } from '../../../preload/contract/matches'
import { Asking } from '../../state/asking.svelte'

/** What a tab asks about the population: how it gets on is told, and it can be given up. */
export class Question<Value> {
  readonly asking = new Asking<Value>()
  /** Undefined until it takes long. */
  progress = $state.raw<QueryProgress | undefined>()
  cancelled = $state(false)
  /** What the answer is about. */
  answered = $state('')

  /** `about` tells questions apart. */
  async ask(about: string, question: (options: AskOptions<QueryProgress>) => Promise<Result<Value>>): Promise<void> {
    this.cancelled = false
    await this.asking.ask(async (signal) => {
      const onProgress = (progress: QueryProgress) => {
        if (!signal.aborted) this.progress = progress
      }
      const result = await question({ signal, onProgress })
      if (signal.aborted) return result
      this.progress = undefined
      this.answered = about
      return result
    })
  }

  cancel(): void {
    this.cancelled = this.asking.pending
    this.progress = undefined
    this.asking.cancel()
  }
}
