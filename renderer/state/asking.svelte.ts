import type { Result } from '../../preload/contract/channel'
import type { Failure } from '../../preload/contract/failure'
import { startWork } from './idle'

/**
 * One question that a view asks again and again: pending, then an answer or a failure.
 * The newest question wins: it cancels the one before, whose answer is never shown. An old
 * answer stays until the new one arrives, so that nothing flickers.
 */
export class Asking<Value> {
  pending = $state(false)
  answer = $state.raw<Value | undefined>()
  failure = $state.raw<Failure | undefined>()
  #running: AbortController | undefined

  /** Asks; resolves when this question is settled, with its answer unless it failed or was overtaken. */
  async ask(question: (signal: AbortSignal) => Promise<Result<Value>>): Promise<Value | undefined> {
    this.#running?.abort()
    const controller = new AbortController()
    this.#running = controller
    this.pending = true
    const endWork = startWork()
    try {
      const result = await question(controller.signal)
      if (this.#running !== controller) return undefined
      this.pending = false
      this.failure = result.failure
      if (result.failure) return undefined
      this.answer = result.value
      return result.value
    } finally {
      endWork()
    }
  }

  /** Stops asking. A cancelled question leaves the answer before it in place. */
  cancel(): void {
    this.#running?.abort()
    this.#running = undefined
    this.pending = false
  }
}
