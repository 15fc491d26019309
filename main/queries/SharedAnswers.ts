import { Failed } from '../../preload/contract/failure'

interface Entry<Value, Progress> {
  value: Promise<Value>
  controller: AbortController
  waiting: Set<(progress: Progress) => void>
  /** Known when it is computed. */
  answer?: { value: Value; weight: number }
}

interface Limits<Value> {
  /** What is kept of answers that nobody waits for; the last one is kept whatever it weighs. */
  capacity: number
  /** 1 unless it is told. */
  weigh?: (value: Value) => number
  /** Told of an answer that is no longer kept. */
  onDrop?: (value: Value) => void
}

/**
 * The last few answers to questions that are asked again and again. Who asks while an answer is being
 * computed shares it, and its progress; it is cancelled when nobody waits for it any more.
 */
export class SharedAnswers<Value, Progress = never> {
  readonly #entries = new Map<string, Entry<Value, Progress>>()
  readonly #limits: Required<Limits<Value>>

  constructor(limits: number | Limits<Value>) {
    this.#limits = {
      weigh: () => 1,
      onDrop: () => undefined,
      ...(typeof limits === 'number' ? { capacity: limits } : limits),
    }
  }

  async ask(
    key: string,
    signal: AbortSignal,
    compute: (signal: AbortSignal, report: (progress: Progress) => void) => Promise<Value>,
    onProgress?: ((progress: Progress) => void) | undefined,
  ): Promise<Value> {
    if (signal.aborted) throw new Failed({ code: 'cancelled' })
    const entry = this.#entries.get(key) ?? this.#start(compute)
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    this.#evict()
    entry.value.catch(() => this.#forget(key, entry))

    // A listener of its own for each who waits.
    const listener = (progress: Progress) => onProgress?.(progress)
    entry.waiting.add(listener)
    let leave = () => {}
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(new Failed({ code: 'cancelled' }))
    })
    signal.addEventListener('abort', leave, { once: true })
    try {
      return await Promise.race([entry.value, left])
    } finally {
      signal.removeEventListener('abort', leave)
      entry.waiting.delete(listener)
      if (entry.waiting.size === 0 && !entry.answer) {
        this.#forget(key, entry)
        entry.controller.abort()
      }
    }
  }

  #start(
    compute: (signal: AbortSignal, report: (progress: Progress) => void) => Promise<Value>,
  ): Entry<Value, Progress> {
    const controller = new AbortController()
    const waiting = new Set<(progress: Progress) => void>()
    const value = compute(controller.signal, (progress) => {
      for (const listener of waiting) listener(progress)
    })
    const entry: Entry<Value, Progress> = { value, controller, waiting }
    value.then(
      (answer) => {
        entry.answer = { value: answer, weight: this.#limits.weigh(answer) }
        // Nobody waited for it to the end.
        if (![...this.#entries.values()].includes(entry)) this.#limits.onDrop(answer)
        else this.#evict()
      },
      () => undefined,
    )
    return entry
  }

  #forget(key: string, entry: Entry<Value, Progress>): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key)
  }

  /** The answers that were asked for longest ago leave first. */
  #evict(): void {
    const kept = [...this.#entries].flatMap(([key, { answer }]) => (answer ? [{ key, ...answer }] : []))
    let weight = kept.reduce((sum, answer) => sum + answer.weight, 0)
    let count = this.#entries.size
    for (const { key, ...answer } of kept) {
      if (weight <= this.#limits.capacity || count === 1) return
      weight -= answer.weight
      count -= 1
      this.#entries.delete(key)
      this.#limits.onDrop(answer.value)
    }
  }
}
