import type { AskOptions, Result } from '../../../preload/contract/channel'
import type { QueryProgress } from '../../../preload/contract/matches'
import { untrack } from 'svelte'
import { Asking } from '../../state/asking.svelte'
import type { Session } from '../../state/session.svelte'

type Ask<Value> = (options: AskOptions<QueryProgress>) => Promise<Result<Value>>

/** What a tab asks about the population: how it gets on is told, and it can be given up. */
export class Question<Value> {
  readonly asking = new Asking<Value>()
  /** Undefined until it takes long. */
  progress = $state.raw<QueryProgress | undefined>()
  cancelled = $state(false)
  /** What the answer is about. */
  answered = $state('')
  #about = $state.raw(() => this.answered)
  /** The answer is about something else still. */
  readonly isStale = $derived(this.answered !== this.#about())
  /** Asks once more what is followed. */
  again = (): void => {}

  /**
   * For a component as it is set up: asks at once and whenever it is about something else, and gives up when it goes.
   * Nothing is asked about an empty text.
   */
  follow(session: Pick<Session, 'archive'>, about: () => string, question: Ask<Value>): void {
    // A text: what it is made of may be another after each answer.
    const asked = $derived(about())
    this.#about = () => asked
    this.again = () => void this.ask(asked, question)
    $effect(() => {
      if (asked === '' || !session.archive) return
      untrack(this.again)
      return () => this.cancel()
    })
  }

  /** `about` tells questions apart. */
  async ask(about: string, question: Ask<Value>): Promise<void> {
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
