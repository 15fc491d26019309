import type { OpenedArchive } from '../../../../preload/contract/archive'
import type { Failure } from '../../../../preload/contract/failure'
import type { RecordDetail, RecordFilter, RecordPage, TraceRecord } from '../../../../preload/contract/records'
import { Asking } from '../../../state/asking.svelte'
import { BLOCK } from '../../../state/blocks'
import { BlockCache } from '../../../state/blockCache.svelte'
import type { Session } from '../../../state/session.svelte'
import type { RowRange } from '../../../ui/scaledScroll'
import type { TraceState } from '../trace.svelte'

/** The events and log records of one trace as the user left them: fetched in blocks as they come into sight. */
export class RecordList {
  readonly #page = new Asking<RecordPage>()
  readonly #rows = new BlockCache<TraceRecord>()
  /** The whole of the selected record. */
  readonly detail = new Asking<RecordDetail[]>()
  /** How far the list is scrolled, in pixels. */
  offset = $state(0)
  /** Place of the selected record; −1 for none. */
  selected = $state(-1)
  #archive: OpenedArchive | undefined
  #key = ''

  /** Undefined until the first answer. */
  get page(): RecordPage | undefined {
    return this.#page.answer
  }

  get pending(): boolean {
    return this.#page.pending
  }

  get failure(): Failure | undefined {
    return this.#page.failure
  }

  get rowFailure(): Failure | undefined {
    return this.#rows.failure
  }

  /** The selected record, once it is here. */
  get record(): TraceRecord | undefined {
    return this.selected < 0 ? undefined : this.at(this.selected)
  }

  at(place: number): TraceRecord | undefined {
    return this.#rows.at(place)
  }

  want(range: RowRange): void {
    this.#rows.want(range)
  }

  retryRows(): void {
    this.#rows.retry()
  }

  /** Turns to another filter. The same one again changes nothing. */
  async show(session: Session, filter: RecordFilter, again = false): Promise<void> {
    const key = JSON.stringify(filter)
    if (!again && key === this.#key && session.archive === this.#archive) return
    this.#key = key
    this.#archive = session.archive
    const fetch = (block: number, signal: AbortSignal) =>
      session.ask('trace.records', { ...filter, first: block * BLOCK, count: BLOCK }, { signal })
    const page = await this.#page.ask((signal) => fetch(0, signal))
    if (!page) return
    const before = this.record?.id
    this.#rows.reset(page.total, page.rows, async (block, signal) => {
      const { value, failure } = await fetch(block, signal)
      return failure ? { failure } : { value: value.rows }
    })
    this.offset = 0
    this.selected = before === undefined ? -1 : page.rows.findIndex(({ id }) => id === before)
  }
}

const lists = new WeakMap<TraceState, RecordList>()

/** The list of a trace: kept while another view of it is shown. */
export function recordListOf(trace: TraceState): RecordList {
  const known = lists.get(trace)
  if (known) return known
  const made = new RecordList()
  lists.set(trace, made)
  return made
}
