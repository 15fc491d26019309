import { createHash, randomBytes } from 'node:crypto'
import { type RedactedKey, type RedactedPlace, type Redaction } from '../../preload/contract/extract'
import { isAbout, RedactionRules } from '../../preload/contract/RedactionRules'
import type { Attribute } from '../../preload/contract/trace'
import { UNKNOWN_SERVICE } from './ExportedSpan'

const HEX_DIGITS = 16
const NONE: Record<RedactedPlace, number> = { spans: 0, resources: 0, scopes: 0, events: 0, links: 0, logs: 0 }

/** Drops and hashes attributes on their way into a document, and counts what it did. */
export class Redactor {
  readonly #rules: RedactionRules
  readonly #secret = randomBytes(32).toString('hex')
  readonly #counts = new Map<string, RedactedKey>()
  /** By key, so that patterns are looked at once for each. */
  readonly #actions = new Map<string, Redaction['action'] | null>()

  constructor(redactions: readonly Redaction[]) {
    this.#rules = new RedactionRules(redactions)
  }

  attributes(place: RedactedPlace, given: Attribute[]): Attribute[] {
    if (this.#rules.isEmpty || !given.some(({ key }) => this.#actionOf(key) !== null)) return given
    return given.flatMap((attribute): Attribute[] => {
      const { key, value, type } = attribute
      const action = this.#actionOf(key)
      if (action === null) return [attribute]
      const counts = this.#counts.get(key) ?? { ...NONE, key, action }
      counts[place]++
      this.#counts.set(key, counts)
      if (action === 'drop') return []
      return [type === 'n' ? attribute : { key, value: this.#hash(value), type: 's' }]
    })
  }

  service(name: string): string {
    return this.#rules.hidesServices && name !== UNKNOWN_SERVICE ? this.#hash(name) : name
  }

  /** What was redacted, by name, and the rules that were about none of it. */
  get result(): { redacted: RedactedKey[]; notFound: string[] } {
    const known = [...this.#actions.keys()]
    return {
      redacted: [...this.#counts.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
      notFound: this.#rules.asked.flatMap(({ key }) => (known.some((each) => isAbout(key, each)) ? [] : [key])),
    }
  }

  #actionOf(key: string): Redaction['action'] | null {
    let action = this.#actions.get(key)
    if (action === undefined) {
      action = this.#rules.actionOf(key)
      this.#actions.set(key, action)
    }
    return action
  }

  #hash(value: string): string {
    return createHash('sha256').update(this.#secret).update(value).digest('hex').slice(0, HEX_DIGITS)
  }
}
