import type { OpenedArchive } from '../../../../preload/contract/archive'
import type { Result } from '../../../../preload/contract/channel'
import type { ListPage } from '../../../../preload/contract/explorer'
import type { Failure } from '../../../../preload/contract/failure'
import type { AnswerPage, QueryProgress } from '../../../../preload/contract/matches'
import { questionKey } from '../../../../preload/contract/questionKey'
import { Asking } from '../../../state/asking.svelte'
import { BLOCK } from '../../../state/blocks'
import { BlockCache } from '../../../state/blockCache.svelte'
import type { RowRange } from '../../../ui/scaledScroll'

/** What is asked, without which part of it. */
export type ListQuestion = Pick<ListPage, 'filter' | 'sort' | 'columns'>

interface Page<Row> extends AnswerPage {
  /** What a full bar stands for, in nanoseconds. */
  longestNs: number
  rows: Row[]
}

interface AskOptions {
  signal: AbortSignal
  onProgress: (progress: QueryProgress) => void
}

/** How the rows of one kind are asked for. */
export interface ListSource<Row> {
  page(part: ListPage, options?: AskOptions): Promise<Result<Page<Row>>>
  /** What tells a row from others, and where it is in another order; −1 where it is not there. */
  idOf(row: Row): string
  position(question: ListQuestion, id: string): Promise<number>
}

/** A list of answers as the user left it: it outlives its view, so that Back finds it unchanged. */
export class AnswerList<Row> {
  readonly #page = new Asking<Page<Row>>()
  readonly #rows = new BlockCache<Row>()
  /** How far the list is scrolled, in pixels of rows. */
  offset = $state(0)
  /** Place of the selected row; −1 in an empty list. */
  selected = $state(-1)
  /** How the question gets on, once it takes long. */
  progress = $state.raw<QueryProgress | undefined>()
  /** The newest question was given up; what is shown is the answer before it. */
  cancelled = $state(false)
  #selectedId: string | undefined
  readonly #source: ListSource<Row>
  #archive: OpenedArchive | undefined
  #key = ''

  constructor(source: ListSource<Row>) {
    this.#source = source
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
  get page(): Page<Row> | undefined {
    return this.#page.answer
  }

  /** Turns to another question. The same one again changes nothing: not the rows, nor where one was among them. */
  async show(archive: OpenedArchive | undefined, question: ListQuestion): Promise<void> {
    const key = questionKey(question)
    if (archive === this.#archive && key === this.#key) return
    // The same archive in a new state keeps what is shown until the answer is there.
    if (archive?.path !== this.#archive?.path) this.#forget()
    this.#archive = archive
    this.#key = key
    this.#settle()
    if (!archive) return this.#page.cancel()
    const page = await this.#page.ask((signal) => this.#fetch(question, 0, signal, () => this.#key === key))
    if (this.#key === key) this.progress = undefined
    if (!page) return
    this.#rows.reset(page.total, page.rows, async (block, signal) => {
      const { value, failure } = await this.#fetch(question, block, signal, () => false)
      return failure ? { failure } : { value: value.rows }
    })
    this.offset = 0
    await this.#selectAgain(question)
  }

  /** Gives the question up that is being asked; the answer before it stays. */
  cancel(): void {
    if (!this.#page.pending) return
    this.#page.cancel()
    this.#settle()
    this.cancelled = true
  }

  /** Stops asking while another list is looked at; the same is asked again when this one is shown. */
  leave(): void {
    if (!this.#page.pending) return
    this.#page.cancel()
    this.#settle()
    this.#key = ''
  }

  /** Asks the same again, after a failure or because it was given up. */
  retry(question: ListQuestion): void {
    this.#key = ''
    void this.show(this.#archive, question)
  }

  retryRows(): void {
    this.#rows.retry()
  }

  at(index: number): Row | undefined {
    return this.#rows.at(index)
  }

  want(range: RowRange): void {
    this.#rows.want(range)
  }

  select(index: number): void {
    this.selected = index
    const row = this.at(index)
    this.#selectedId = row && this.#source.idOf(row)
  }

  /** The row at a place, asked for if it is not here: a key may open a row that is still on its way. */
  async rowAt(index: number, question: ListQuestion): Promise<Row | undefined> {
    const known = this.at(index)
    if (known) return known
    const { value } = await this.#source.page({ ...question, first: index, count: 1 })
    return value?.rows[0]
  }

  /** The row that the user had selected stays so wherever it is now; otherwise it is the first. */
  async #selectAgain(question: ListQuestion): Promise<void> {
    const id = this.#selectedId
    const first = this.page && this.page.total > 0 ? 0 : -1
    this.selected = first
    if (id === undefined || first < 0) return
    const place = await this.#source.position(question, id)
    if (this.#selectedId === id && this.selected === first) this.selected = Math.max(first, place)
  }

  #fetch(question: ListQuestion, block: number, signal: AbortSignal, isCurrent: () => boolean) {
    const onProgress = (progress: QueryProgress) => {
      if (isCurrent() && this.#page.pending) this.progress = progress
    }
    return this.#source.page({ ...question, first: block * BLOCK, count: BLOCK }, { signal, onProgress })
  }

  #settle(): void {
    this.progress = undefined
    this.cancelled = false
  }

  #forget(): void {
    this.#page.cancel()
    this.#page.answer = undefined
    this.#page.failure = undefined
    this.#rows.clear()
    this.#settle()
    this.offset = 0
    this.selected = -1
    this.#selectedId = undefined
  }
}
