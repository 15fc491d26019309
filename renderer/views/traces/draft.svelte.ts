import { startWork } from '../../state/idle'

/** How long after the last key, in milliseconds, a text takes effect. */
const PAUSE = 180

/** Text that is being written and takes effect after a short pause. */
export class Draft {
  /** What is written and not yet in effect. */
  text = $state<string | undefined>()
  readonly #apply: (text: string) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #endWork: (() => void) | undefined

  constructor(apply: (text: string) => void) {
    this.#apply = apply
  }

  write(text: string): void {
    this.text = text
    this.#endWork ??= startWork()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.flush(), PAUSE)
  }

  /** Lets it take effect now. */
  flush(): void {
    const text = this.text
    this.drop()
    if (text !== undefined) this.#apply(text)
  }

  /** Forgets what was written. */
  drop(): void {
    clearTimeout(this.#timer)
    this.text = undefined
    this.#endWork?.()
    this.#endWork = undefined
  }
}
