import { growArray } from '../columns/growArray'
import { TextArena } from '../columns/TextArena'

/** What is known of a text, side by side, so that looking it up touches little memory. */
const GROUP = 0
const HASH = 1
const OFFSET = 2
const LENGTH = 3
const COUNT = 4
const WIDTH = 8

/** Distinct texts of several groups, numbered from 0 in the order of their first use, and how often each was counted. */
export class CountedTexts {
  count = 0
  private records = new Int32Array(64 * WIDTH)
  private readonly text = new TextArena()
  private view = new DataView(this.text.bytes.buffer)
  private slots = new Int32Array(256).fill(-1)

  /** Whether a number is that of the text of `length` bytes from `start` on. */
  is(number: number, view: DataView, start: number, length: number): boolean {
    const at = number * WIDTH
    if (this.records[at + LENGTH] !== length) return false
    const known = this.view
    const from = this.records[at + OFFSET] ?? 0
    let index = 0
    for (; index + 4 <= length; index += 4) {
      if (known.getUint32(from + index, true) !== view.getUint32(start + index, true)) return false
    }
    for (; index < length; index++) if (known.getUint8(from + index) !== view.getUint8(start + index)) return false
    return true
  }

  /** The number of a text; −1 where it is new and may not be added. */
  find(group: number, view: DataView, start: number, length: number, mayAdd: boolean): number {
    const hash = hashOf(group, view, start, length)
    const mask = this.slots.length - 1
    let slot = hash & mask
    let number = this.slots[slot] ?? -1
    while (number >= 0) {
      const at = number * WIDTH
      const isSame = this.records[at + HASH] === hash && this.records[at + GROUP] === group
      if (isSame && this.is(number, view, start, length)) return number
      slot = (slot + 1) & mask
      number = this.slots[slot] ?? -1
    }
    return mayAdd ? this.add(group, hash, slot, new Uint8Array(view.buffer, view.byteOffset + start, length)) : -1
  }

  /** Counts a text once more. */
  increment(number: number): void {
    const at = number * WIDTH + COUNT
    this.records[at] = (this.records[at] ?? 0) + 1
  }

  groupOf(number: number): number {
    return this.records[number * WIDTH + GROUP] ?? 0
  }

  textOf(number: number): string {
    const at = number * WIDTH
    return this.text.read(this.records[at + OFFSET] ?? 0, this.records[at + LENGTH] ?? 0)
  }

  /** The numbers that were counted, with their counts; they begin at 0 again. */
  takeCounts(): { numbers: number[]; counts: number[] } {
    const taken: { numbers: number[]; counts: number[] } = { numbers: [], counts: [] }
    for (let number = 0; number < this.count; number++) {
      const count = this.records[number * WIDTH + COUNT] ?? 0
      if (count === 0) continue
      taken.numbers.push(number)
      taken.counts.push(count)
      this.records[number * WIDTH + COUNT] = 0
    }
    return taken
  }

  private add(group: number, hash: number, slot: number, bytes: Uint8Array): number {
    const number = this.count++
    const at = number * WIDTH
    if (at >= this.records.length) this.records = growArray(this.records, at * 2)
    this.records.set([group, hash, this.text.length, bytes.length, 0], at)
    this.text.appendBytes(bytes, 0, bytes.length)
    if (this.view.buffer !== this.text.bytes.buffer) this.view = new DataView(this.text.bytes.buffer)
    this.slots[slot] = number
    if (this.count * 2 > this.slots.length) this.rehash()
    return number
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1)
    const mask = slots.length - 1
    for (let number = 0; number < this.count; number++) {
      let slot = (this.records[number * WIDTH + HASH] ?? 0) & mask
      while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask
      slots[slot] = number
    }
    this.slots = slots
  }
}

function hashOf(group: number, view: DataView, start: number, length: number): number {
  let hash = Math.imul(group + 1, 0x9e3779b1) ^ length
  let index = 0
  for (; index + 4 <= length; index += 4) {
    hash = Math.imul(hash ^ view.getUint32(start + index, true), 0x85ebca6b)
    hash ^= hash >>> 15
  }
  for (; index < length; index++) hash = Math.imul(hash ^ view.getUint8(start + index), 0x01000193)
  return hash ^ (hash >>> 13)
}
