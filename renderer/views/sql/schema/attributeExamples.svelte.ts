import { SvelteMap } from 'svelte/reactivity'
import type { AttributeValues, DistinctValues } from '../../../../preload/contract/attributes'
import type { SqlAttribute } from '../../../../preload/contract/sql/vocabulary'
import { startWork } from '../../../state/idle'
import type { Session } from '../../../state/session.svelte'

const COUNT = 8

/** The commonest values of attributes and how many there are, each asked for once: when its line is opened. */
export class AttributeExamples {
  readonly #session: Session
  readonly #found = new SvelteMap<string, AttributeValues | string>()
  readonly #distinct = new SvelteMap<string, DistinctValues>()

  constructor(session: Session) {
    this.#session = session
  }

  of({ scope, key }: SqlAttribute): AttributeValues | string {
    return this.#found.get(`${scope} ${key}`) ?? 'Looking at values…'
  }

  /** Null until it is known. */
  distinctOf({ scope, key, distinctCount }: SqlAttribute): DistinctValues | null {
    if (distinctCount !== null) return { distinctCount, isEstimated: false }
    return this.#distinct.get(`${scope} ${key}`) ?? null
  }

  async load({ scope, key, distinctCount }: SqlAttribute): Promise<void> {
    const id = `${scope} ${key}`
    if (typeof this.#found.get(id) === 'object') return
    const endWork = startWork()
    const { value } = await this.#session.ask('attributes.values', { scopes: [scope], key, text: '', count: COUNT })
    if (distinctCount === null) {
      const distinct = await this.#session.ask('attributes.distinct', { scope, key })
      if (distinct.value) this.#distinct.set(id, distinct.value)
    }
    endWork()
    this.#found.set(id, value ?? 'The values could not be read')
  }

  /** What was found of another archive goes. */
  clear(): void {
    this.#found.clear()
    this.#distinct.clear()
  }
}
