import { Failed } from './failure'

interface Waiting {
  begin: () => void
  onAhead: (ahead: number) => void
}

/** Turns at something that one alone may do at a time, in the order in which they were asked for. */
export class Turns {
  readonly #waiting: Waiting[] = []
  #busy = false

  /**
   * Resolves when the turn has come, with the function that ends it. `onAhead` is told how many turns
   * come first: at once, unless there are none, and whenever that changes. Fails with `cancelled` as soon
   * as the signal is aborted; whoever waits behind moves up.
   */
  async enter(signal: AbortSignal, onAhead: (ahead: number) => void): Promise<() => void> {
    if (signal.aborted) throw new Failed({ code: 'cancelled' })
    if (this.#busy) await this.#wait(signal, onAhead)
    this.#busy = true
    let left = false
    return () => {
      if (left) return
      left = true
      this.#next()
    }
  }

  #wait(signal: AbortSignal, onAhead: (ahead: number) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
        this.#tellAll()
        reject(new Failed({ code: 'cancelled' }))
      }
      const begin = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const waiting: Waiting = { begin, onAhead }
      signal.addEventListener('abort', leave, { once: true })
      this.#waiting.push(waiting)
      onAhead(this.#waiting.length)
    })
  }

  /** The turn is handed over without a gap into which somebody else could step. */
  #next(): void {
    const next = this.#waiting.shift()
    this.#busy = next !== undefined
    next?.begin()
    this.#tellAll()
  }

  #tellAll(): void {
    this.#waiting.forEach(({ onAhead }, place) => onAhead(place + 1))
  }
}
