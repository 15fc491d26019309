import { SvelteMap } from 'svelte/reactivity'
import type { Result } from '../../preload/contract/channel'
import type { Failure } from '../../preload/contract/failure'
import { startWork } from './idle'
import type { RowRange } from '../ui/scaledScroll'
import { BLOCK, blocksOf } from './blocks'

/** Fetches one block of rows. */
export type FetchBlock<Row> = (block: number, signal: AbortSignal) => Promise<Result<Row[]>>

/** Blocks that are kept; the oldest leave first. */
const KEPT = 60

/** Rows of a long list by their place, fetched in blocks when they come into sight and dropped long after. */
export class BlockCache<Row> {
  failure = $state.raw<Failure | undefined>()
  readonly #blocks = new SvelteMap<number, Row[]>()
  // Nothing is drawn from it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #running = new Map<number, AbortController>()
  #fetch: FetchBlock<Row> | undefined
  #total = 0
  #range: RowRange = { first: 0, last: 0 }

  /** Begins another list, of which the first block may be known. */
  reset(total: number, firstBlock: Row[] | undefined, fetch: FetchBlock<Row>): void {
    this.clear()
    this.#total = total
    this.#fetch = fetch
    if (firstBlock) this.#blocks.set(0, firstBlock)
  }

  clear(): void {
    for (const controller of this.#running.values()) controller.abort()
    this.#running.clear()
    this.#blocks.clear()
    this.#total = 0
    this.failure = undefined
  }

  /** The row, or undefined while it is not here. */
  at(index: number): Row | undefined {
    return this.#blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK]
  }

  /**
   * Sees that the rows of the range come; what is under way for rows that went out of sight is stopped.
   * An effect that calls it runs again when blocks come or leave, so that another list is fetched for the same range.
   */
  want(range: RowRange): void {
    this.#range = range
    const wanted = blocksOf(range, this.#total)
    for (const [block, controller] of this.#running) {
      if (wanted.includes(block)) continue
      controller.abort()
      this.#running.delete(block)
    }
    for (const block of wanted)
      if (!this.#blocks.has(block) && !this.#running.has(block)) void this.#load(block, wanted)
  }

  /** Asks again for what is in sight and did not come. */
  retry(): void {
    this.failure = undefined
    this.want(this.#range)
  }

  async #load(block: number, wanted: number[]): Promise<void> {
    const fetch = this.#fetch
    if (!fetch) return
    const controller = new AbortController()
    this.#running.set(block, controller)
    const endWork = startWork()
    const { value, failure } = await fetch(block, controller.signal)
    endWork()
    if (this.#running.get(block) !== controller) return
    this.#running.delete(block)
    this.failure = failure
    if (!value) return
    this.#blocks.set(block, value)
    for (const kept of this.#blocks.keys()) {
      if (this.#blocks.size <= KEPT) break
      if (!wanted.includes(kept)) this.#blocks.delete(kept)
    }
  }
}
