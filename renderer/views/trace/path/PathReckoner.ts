import type { CriticalPath, Outcome, PathTree, Scenario } from './PathModel'
import type { PathAnswer, PathQuestion } from './pathWorker'

/** Reckons the critical path of one tree beside the page: a million spans take a second. To be closed. */
export class PathReckoner {
  readonly #worker = new Worker(new URL('./pathWorker.ts', import.meta.url), { type: 'module' })
  #busy = true
  /** The newest scenario, while an older question is still being answered. */
  #waiting: Scenario | undefined

  /** @param tree is handed over, and can no longer be used by the caller. */
  constructor(
    tree: PathTree,
    onPath: (path: CriticalPath) => void,
    onOutcome: (outcome: Outcome) => void,
    onFailure: (message: string) => void,
    onSettled: () => void,
  ) {
    this.#worker.onmessage = ({ data }: MessageEvent<PathAnswer>) => {
      this.#busy = false
      if ('sections' in data) onPath(data)
      else if (!this.#waiting) onOutcome(data)
      if (this.#waiting) this.whatIf(this.#waiting)
      else onSettled()
    }
    this.#worker.onerror = (event) => {
      onFailure(event.message)
      onSettled()
    }
    const columns = [tree.parent, tree.start, tree.duration, tree.operation]
    this.#send({ tree }, columns)
  }

  /** The last scenario that was asked for is the one that is answered. */
  whatIf(scenario: Scenario): void {
    this.#waiting = this.#busy ? scenario : undefined
    if (!this.#busy) this.#send({ scenario })
  }

  close(): void {
    this.#worker.terminate()
  }

  #send(question: PathQuestion, handedOver: ArrayBufferView[] = []): void {
    this.#busy = true
    this.#worker.postMessage(
      question,
      handedOver.map(({ buffer }) => buffer),
    )
  }
}
