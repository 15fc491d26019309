import { SvelteMap } from 'svelte/reactivity'
import type { AttributeValues } from '../../../../preload/contract/attributes'
import type { SqlAttribute } from '../../../../preload/contract/sql/vocabulary'
import { startWork } from '../../../state/idle'
import type { Session } from '../../../state/session.svelte'

const COUNT = 8

/** The commonest values of attributes, each asked for once: when its line is opened. */
export class AttributeExamples {
  readonly #session: Session
  readonly #found = new SvelteMap<string, AttributeValues | string>()

  constructor(session: Session) {
    this.#session = session
  }

  of({ scope, key }: SqlAttribute): AttributeValues | string {
    return this.#found.get(`${scope} ${key}`) ?? 'Looking at values…'
  }

  async load({ scope, key }: SqlAttribute): Promise<void> {
    const id = `${scope} ${key}`
    if (typeof this.#found.get(id) === 'object') return
    const endWork = startWork()
    const { value } = await this.#session.ask('attributes.values', { scopes: [scope], key, text: '', count: COUNT })
    endWork()
    this.#found.set(id, value ?? 'The values could not be read')
  }

  /** What was found of another archive goes. */
  clear(): void {
    this.#found.clear()
  }
}
