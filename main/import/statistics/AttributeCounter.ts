import type { AttributeType } from '../../../preload/contract/trace'
import { TYPE_CODES } from '../columns/AttributeColumns'
import { growArray } from '../columns/growArray'
import type { AttributeCells } from '../SpanBatch'
import { CountedTexts } from './CountedTexts'

/** What attributes are counted of. */
export const COUNTED_SCOPES = ['span', 'event', 'link'] as const
export type CountedScope = (typeof COUNTED_SCOPES)[number]

/** An attribute's values are listed up to so many different ones, each of at most so many bytes. */
export const MOST_VALUES = 500
export const MOST_VALUE_BYTES = 256
/** What one thread holds at most: different keys, and different values of all of them. */
const MOST_KEYS = 20_000
const MOST_ALL_VALUES = 1 << 17

/** By the number of a type. An attribute, as it is counted, is a key with a type: its number is `key × 8 + type`. */
const LETTERS: readonly AttributeType[] = ['s', 'i', 'd', 'b', 'a', 'm', 'x', 'n']
const TYPES = LETTERS.length
const TYPE_OF_CODE = new Uint8Array(128)
for (const [type, letter] of LETTERS.entries()) TYPE_OF_CODE[TYPE_CODES[letter]] = type
/** Texts, integers and booleans. Others are hardly ever the same twice, or nothing one would search for. */
const LISTED_TYPES = new Set<AttributeType>(['s', 'i', 'b'])
const UNLISTED = -1

/** What was counted since the last time. Keys and values are numbered in the order in which they are told first. */
export interface AttributeCounts {
  newKeys: { scope: CountedScope; key: string }[]
  newValues: { attributes: number[]; texts: string[] }
  attributes: { numbers: number[]; counts: number[] }
  values: { numbers: number[]; counts: number[] }
  /** Attributes whose values are not listed (any more). */
  unlisted: number[]
}

export function typeOfAttribute(attribute: number): AttributeType {
  return LETTERS[attribute % TYPES] ?? 's'
}

export function keyOfAttribute(attribute: number): number {
  return Math.floor(attribute / TYPES)
}

/** Counts, in the thread that decodes them, how often attributes and their values occur. */
export class AttributeCounter {
  /** Keys by scope, and values by attribute. */
  private readonly keys = new CountedTexts()
  private readonly values = new CountedTexts()
  /** By attribute. */
  private counts = new Float64Array(64 * TYPES)
  private valueCount = unlistedWhereNeverListed(new Int32Array(64 * TYPES), 0)
  private lastValue = new Int32Array(64 * TYPES)
  private toldKeys = 0
  private toldValues = 0

  /** Counts the entries of a batch. `text` has spare bytes behind what the cells point into. */
  count(scope: CountedScope, { key, keys, value, types, first }: AttributeCells, text: Uint8Array): void {
    const entries = first.at(-1) ?? 0
    if (entries === 0) return
    const view = new DataView(text.buffer, text.byteOffset, text.byteLength)
    const group = COUNTED_SCOPES.indexOf(scope)
    const numbers = Int32Array.from(keys.offset, (offset, index) =>
      this.keys.find(group, view, offset, keys.length[index] ?? 0, this.keys.count < MOST_KEYS),
    )
    this.grow()
    const letters = types.offset[0] ?? 0
    for (let entry = 0; entry < entries; entry++) {
      const number = numbers[key[entry] ?? 0] ?? -1
      if (number < 0) continue
      const attribute = number * TYPES + (TYPE_OF_CODE[text[letters + entry] ?? 0] ?? 0)
      this.counts[attribute] = (this.counts[attribute] ?? 0) + 1
      if (this.valueCount[attribute] === UNLISTED) continue
      this.countValue(attribute, view, value.offset[entry] ?? 0, value.length[entry] ?? -1)
    }
  }

  private countValue(attribute: number, view: DataView, start: number, length: number): void {
    const { values } = this
    const known = this.valueCount[attribute] ?? 0
    let value = this.lastValue[attribute] ?? 0
    if (known === 0 || !values.is(value, view, start, length)) {
      const mayAdd = length >= 0 && length <= MOST_VALUE_BYTES && known < MOST_VALUES && values.count < MOST_ALL_VALUES
      const before = values.count
      value = values.find(attribute, view, start, length, mayAdd)
      if (value < 0) {
        this.valueCount[attribute] = UNLISTED
        return
      }
      if (value === before) this.valueCount[attribute] = known + 1
      this.lastValue[attribute] = value
    }
    values.increment(value)
  }

  /** What was counted since the last time. */
  take(): AttributeCounts {
    const { keys, values, counts, valueCount } = this
    const firstKey = this.toldKeys
    const firstValue = this.toldValues
    this.toldKeys = keys.count
    this.toldValues = values.count
    const counted: AttributeCounts = {
      newKeys: Array.from({ length: keys.count - firstKey }, (_, index) => ({
        scope: COUNTED_SCOPES[keys.groupOf(firstKey + index)] ?? 'span',
        key: keys.textOf(firstKey + index),
      })),
      newValues: {
        attributes: Array.from({ length: values.count - firstValue }, (_, index) => values.groupOf(firstValue + index)),
        texts: Array.from({ length: values.count - firstValue }, (_, index) => values.textOf(firstValue + index)),
      },
      attributes: { numbers: [], counts: [] },
      values: values.takeCounts(),
      unlisted: [],
    }
    for (let attribute = 0; attribute < keys.count * TYPES; attribute++) {
      const count = counts[attribute] ?? 0
      if (count === 0) continue
      counted.attributes.numbers.push(attribute)
      counted.attributes.counts.push(count)
      if (valueCount[attribute] === UNLISTED) counted.unlisted.push(attribute)
    }
    counts.fill(0)
    return counted
  }

  private grow(): void {
    const needed = this.keys.count * TYPES
    const known = this.counts.length
    if (needed <= known) return
    this.counts = growArray(this.counts, needed * 2)
    this.lastValue = growArray(this.lastValue, needed * 2)
    this.valueCount = unlistedWhereNeverListed(growArray(this.valueCount, needed * 2), known)
  }
}

function unlistedWhereNeverListed(valueCount: Int32Array<ArrayBuffer>, from: number): Int32Array<ArrayBuffer> {
  for (let attribute = from; attribute < valueCount.length; attribute++) {
    if (!LISTED_TYPES.has(typeOfAttribute(attribute))) valueCount[attribute] = UNLISTED
  }
  return valueCount
}
