import type { OpenedArchive } from '../../../preload/contract/archive'
import type { TracePage } from '../../../preload/contract/explorer'
import type { Failure } from '../../../preload/contract/failure'
import type { TraceSummary } from '../../../preload/contract/trace'
import { Asking } from '../../state/asking.svelte'
import type { Session } from '../../state/session.svelte'
import type { RowRange } from '../../ui/scaledScroll'
import { BlockCache } from '../../state/blockCache.svelte'
import { BLOCK } from '../../state/blocks'
import type { TraceQuery } from './traceQuery'

/** The list of traces as the user left it: it outlives its view, so that Back finds it unchanged. */
export class TraceList {
  readonly #page = new Asking<TracePage>()
  readonly #rows = new BlockCache<TraceSummary>()
  /** How far the list is scrolled, in pixels of rows. */
  offset = $state(0)
  /** Place of the selected trace; −1 in an empty list. */
  selected = $state(-1)
  #selectedId: string | undefined
  readonly #session: Session
  #archive: OpenedArchive | undefined
  #key = ''

  constructor(session: Session) {
    this.#session = session
  }

  // No `$derived` here: one that is made while a view is built ends with that view.
  get pending(): boolean {
    return this.#page.pending
  }

  get failure(): Failure | undefined {
    return this.#page.failure
  }

  get rowFailure(): Failure | undefined {
    return this.#rows.failure
  }

  /** Counts and longest duration; undefined until the first answer for this archive. */
  get page(): TracePage | undefined {
    return this.#page.answer
  }

  /** Turns to another question. The same one again changes nothing: not the rows, nor where one was among them. */
  async show(archive: OpenedArchive | undefined, query: TraceQuery): Promise<void> {
    const key = JSON.stringify(query, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
    if (archive === this.#archive && key === this.#key) return
    // The same archive in a new state keeps what is shown until the answer is there.
    if (archive?.path !== this.#archive?.path) this.#forget()
    this.#archive = archive
    this.#key = key
    if (!archive) return this.#page.cancel()
    const page = await this.#page.ask((signal) => this.#fetch(query, 0, signal))
    if (!page) return
    this.#rows.reset(page.total, page.rows, async (block, signal) => {
      const { value, failure } = await this.#fetch(query, block, signal)
      return failure ? { failure } : { value: value.rows }
    })
    this.offset = 0
    await this.#selectAgain(query)
  }

  /** Asks the same again, after a failure. */
  retry(query: TraceQuery): void {
    this.#key = ''
    void this.show(this.#archive, query)
  }

  retryRows(): void {
    this.#rows.retry()
  }

  at(index: number): TraceSummary | undefined {
    return this.#rows.at(index)
  }

  want(range: RowRange): void {
    this.#rows.want(range)
  }

  select(index: number): void {
    this.selected = index
    this.#selectedId = this.at(index)?.traceId
  }

  /** The trace at a place, asked for if it is not here: a key may open a row that is still on its way. */
  async traceIdAt(index: number, query: TraceQuery): Promise<string | undefined> {
    const known = this.at(index)
    if (known) return known.traceId
    const { filter, sort } = query
    const { value } = await this.#session.ask('traces.page', { filter, sort, first: index, count: 1 })
    return value?.rows[0]?.traceId
  }

  /** The trace that the user had selected stays so wherever it is now; otherwise it is the first. */
  async #selectAgain(query: TraceQuery): Promise<void> {
    const traceId = this.#selectedId
    const first = this.page && this.page.total > 0 ? 0 : -1
    this.selected = first
    if (traceId === undefined || first < 0) return
    const { value } = await this.#session.ask('traces.position', { ...query, traceId })
    if (this.#selectedId === traceId && this.selected === first) this.selected = Math.max(first, value ?? -1)
  }

  #fetch({ filter, sort }: TraceQuery, block: number, signal: AbortSignal) {
    return this.#session.ask('traces.page', { filter, sort, first: block * BLOCK, count: BLOCK }, { signal })
  }

  #forget(): void {
    this.#page.cancel()
    this.#page.answer = undefined
    this.#page.failure = undefined
    this.#rows.clear()
    this.offset = 0
    this.selected = -1
    this.#selectedId = undefined
  }
}

const lists = new WeakMap<Session, TraceList>()

/** The one list of a session. */
export function traceListOf(session: Session): TraceList {
  const list = lists.get(session) ?? new TraceList(session)
  lists.set(session, list)
  return list
}
