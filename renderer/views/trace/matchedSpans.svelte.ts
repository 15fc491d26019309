import type { OpenedArchive } from '../../../preload/contract/archive'
import type { Result } from '../../../preload/contract/channel'
import type { Failure } from '../../../preload/contract/failure'
import { Asking } from '../../state/asking.svelte'
import { nextRow, rowsBefore } from './nextRow'

type Question = (signal: AbortSignal) => Promise<Result<Int32Array>>

const NONE = new Int32Array(0)

/** Which spans of one trace match a query: asked of the archive, then told of any row in one step. */
export class MatchedSpans {
  /** The query that is asked or answered; empty for none. */
  query = $state('')
  /** The rows that match, ascending; undefined until it is known. */
  rows = $state.raw<Int32Array | undefined>()
  /** One byte for each row of the trace: 1 where it matches. */
  flags: Uint8Array = $state.raw(new Uint8Array(0))
  /** The services, as indexes of `TraceColumns.services`, that alone match; empty for any. */
  services: number[] = $state.raw([])
  readonly #asking = new Asking<Int32Array>()
  readonly #spanCount: number
  readonly #service: Int32Array
  /** The rows that match the query, of any service. */
  #answered: Int32Array | undefined
  #archive: OpenedArchive | undefined
  #selection: string | null = null
  #question: Question | undefined

  /** @param service that of each row. */
  constructor(spanCount: number, service: Int32Array = NONE) {
    this.#spanCount = spanCount
    this.#service = service
  }

  /** Whether anything is looked for. */
  get active(): boolean {
    return this.query !== '' || this.services.length > 0
  }

  // No `$derived` here: one that is made while a view is built ends with that view.
  get pending(): boolean {
    return this.#asking.pending
  }

  get failure(): Failure | undefined {
    return this.#asking.failure
  }

  /**
   * Turns to another query, among a selection of spans or all, which `question` asks of `archive`; an empty one ends all
   * matching. The same one again changes nothing. True when this brought an answer.
   */
  async show(
    archive: OpenedArchive | undefined,
    query: string,
    question: Question,
    selection: string | null = null,
  ): Promise<boolean> {
    const other = query !== this.query || selection !== this.#selection
    // The same query of an archive in a new state keeps what is shown until the answer is there.
    if (!other && archive === this.#archive) return false
    this.query = query
    this.#selection = selection
    if (other) this.#know(undefined)
    this.#archive = archive
    this.#question = question
    if (query !== '') return this.#ask(question)
    this.#asking.cancel()
    this.#asking.failure = undefined
    return false
  }

  /** Asks the same again, after a failure. True when this brought an answer. */
  async retry(): Promise<boolean> {
    return this.#question !== undefined && this.#ask(this.#question)
  }

  /** Matches only spans of these services; none of them means all. */
  showServices(services: number[]): void {
    if (services.length === this.services.length && services.every((one, place) => one === this.services[place])) return
    this.services = services
    this.#know(this.#answered)
  }

  has(row: number): boolean {
    return this.flags[row] === 1
  }

  /** The next match after (or before) a row, starting over at the other end; −1 when there is none. */
  next(from: number, forward: boolean): number {
    return nextRow(this.rows ?? NONE, from, forward)
  }

  /** How many match of the rows from `from` up to, but not including, `to`. */
  countIn(from: number, to: number): number {
    const rows = this.rows ?? NONE
    return rowsBefore(rows, to) - rowsBefore(rows, from)
  }

  async #ask(question: Question): Promise<boolean> {
    const rows = await this.#asking.ask(question)
    if (this.failure) this.#know(undefined)
    if (rows) this.#know(rows)
    return rows !== undefined
  }

  #know(answered: Int32Array | undefined): void {
    this.#answered = answered
    const rows = this.#ofServices(answered)
    const flags = new Uint8Array(rows && rows.length > 0 ? this.#spanCount : 0)
    for (const row of rows ?? NONE) flags[row] = 1
    this.rows = rows
    this.flags = flags
  }

  #ofServices(answered: Int32Array | undefined): Int32Array | undefined {
    if (this.services.length === 0 || (this.query !== '' && !answered)) return answered
    const wanted = new Uint8Array(Math.max(...this.services) + 1)
    for (const service of this.services) wanted[service] = 1
    const candidates = answered ?? this.#service.keys()
    return Int32Array.from(candidates).filter((row) => wanted[this.#service[row] ?? -1] === 1)
  }
}
