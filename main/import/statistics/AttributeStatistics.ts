import type { AttributeType } from '../../../preload/contract/trace'
import {
  keyOfAttribute,
  MOST_VALUES,
  typeOfAttribute,
  type AttributeCounts,
  type CountedScope,
} from './AttributeCounter'

/** Of all attributes together. */
const MOST_LISTED_VALUES = 200_000

export interface CountedAttribute {
  scope: CountedScope
  key: string
  type: AttributeType
  occurrences: number
  /** How often each value occurs; null where they are too many to be listed. */
  values: Map<string, number> | null
}

/** What one thread counted, in its own numbers. */
interface Counted {
  keys: { scope: CountedScope; key: string }[]
  valueAttributes: number[]
  valueTexts: string[]
}

/** How often the attributes of an archive and their values occur, as the threads that decode it tell. */
export class AttributeStatistics {
  readonly #attributes = new Map<string, CountedAttribute>()
  readonly #threads = new Map<number, Counted>()
  #listed = 0

  /** All of them, those with the most values first. */
  get attributes(): CountedAttribute[] {
    return [...this.#attributes.values()]
  }

  /** Takes in what a thread counted. Without `isCounted` only its numbers: what it read was read by another, too. */
  take(thread: number, counts: AttributeCounts, isCounted: boolean): void {
    const told = this.#threads.get(thread) ?? { keys: [], valueAttributes: [], valueTexts: [] }
    this.#threads.set(thread, told)
    for (const key of counts.newKeys) told.keys.push(key)
    for (const attribute of counts.newValues.attributes) told.valueAttributes.push(attribute)
    for (const text of counts.newValues.texts) told.valueTexts.push(text)
    if (!isCounted) return
    const attributeOf = (number: number) => {
      const { scope, key } = told.keys[keyOfAttribute(number)] ?? { scope: 'span', key: '' }
      return { scope, key, type: typeOfAttribute(number) }
    }
    for (const [place, number] of counts.attributes.numbers.entries()) {
      this.add(attributeOf(number), counts.attributes.counts[place] ?? 0)
    }
    for (const number of counts.unlisted) this.#unlist(this.#find(attributeOf(number)))
    for (const [place, number] of counts.values.numbers.entries()) {
      const attribute = attributeOf(told.valueAttributes[number] ?? 0)
      this.addValue(attribute, told.valueTexts[number] ?? '', counts.values.counts[place] ?? 0)
    }
  }

  /** Counts an attribute `count` times more, or less where that is negative. */
  add(attribute: Pick<CountedAttribute, 'scope' | 'key' | 'type'>, count: number): CountedAttribute {
    const known = this.#find(attribute)
    known.occurrences += count
    return known
  }

  addValue(attribute: Pick<CountedAttribute, 'scope' | 'key' | 'type'>, value: string, count: number): void {
    const known = this.#find(attribute)
    const { values } = known
    if (values === null) return
    const before = values.get(value)
    const after = (before ?? 0) + count
    if (after === 0) values.delete(value)
    else values.set(value, after)
    this.#listed += (after === 0 ? 0 : 1) - (before === undefined ? 0 : 1)
    if (values.size > MOST_VALUES || this.#listed > MOST_LISTED_VALUES) this.#unlist(known)
  }

  /** Says that an attribute has too many values to be listed. */
  unlist(attribute: Pick<CountedAttribute, 'scope' | 'key' | 'type'>): void {
    this.#unlist(this.#find(attribute))
  }

  #unlist(attribute: CountedAttribute): void {
    this.#listed -= attribute.values?.size ?? 0
    attribute.values = null
  }

  #find({ scope, key, type }: Pick<CountedAttribute, 'scope' | 'key' | 'type'>): CountedAttribute {
    const name = `${scope} ${type} ${key}`
    const known = this.#attributes.get(name)
    if (known !== undefined) return known
    const added: CountedAttribute = { scope, key, type, occurrences: 0, values: new Map() }
    this.#attributes.set(name, added)
    return added
  }
}
