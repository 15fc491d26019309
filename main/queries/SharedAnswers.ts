import { Failed } from '../../preload/contract/failure'

interface Entry<Value> {
  value: Promise<Value>
  controller: AbortController
  waiting: number
  done: boolean
}

/**
 * The last few answers to questions that are asked again and again. Who asks while an answer is being
 * computed shares it; it is cancelled when nobody waits for it any more.
 */
export class SharedAnswers<Value> {
  readonly #entries = new Map<string, Entry<Value>>()
  readonly #capacity: number

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  async ask(key: string, signal: AbortSignal, compute: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    if (signal.aborted) throw new Failed({ code: 'cancelled' })
    const entry = this.#entries.get(key) ?? this.#start(compute)
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    this.#evict()
    entry.value.catch(() => this.#forget(key, entry))

    entry.waiting++
    let leave = () => {}
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(new Failed({ code: 'cancelled' }))
    })
    signal.addEventListener('abort', leave, { once: true })
    try {
      return await Promise.race([entry.value, left])
    } finally {
      signal.removeEventListener('abort', leave)
      entry.waiting--
      if (entry.waiting === 0 && !entry.done) {
        this.#forget(key, entry)
        entry.controller.abort()
      }
    }
  }

  #start(compute: (signal: AbortSignal) => Promise<Value>): Entry<Value> {
    const controller = new AbortController()
    const entry: Entry<Value> = { value: compute(controller.signal), controller, waiting: 0, done: false }
    const done = () => {
      entry.done = true
    }
    entry.value.then(done, done)
    return entry
  }

  #forget(key: string, entry: Entry<Value>): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key)
  }

  #evict(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#entries.size <= this.#capacity) return
      if (entry.done) this.#entries.delete(key)
    }
  }
}
