import { growArray } from '../columns/growArray'
import { TextArena } from '../columns/TextArena'

/** Distinct texts of several groups, numbered from 0 in the order of their first use. */
export class CountedTexts {
  count = 0
  /** By number: the group, and how often the text was counted since `takeCounts`. */
  group = new Int32Array(64)
  private counts = new Float64Array(64)
  private readonly text = new TextArena()
  private view = new DataView(this.text.bytes.buffer)
  private offset = new Uint32Array(64)
  private length = new Int32Array(64)
  private hashes = new Int32Array(64)
  private slots = new Int32Array(256).fill(-1)

  /** Whether a number is that of the text in `bytes`, of which `view` is a view. */
  is(number: number, view: DataView, start: number, length: number): boolean {
    if (this.length[number] !== length) return false
    const known = this.view
    const from = this.offset[number] ?? 0
    let at = 0
    for (; at + 4 <= length; at += 4) {
      if (known.getUint32(from + at, true) !== view.getUint32(start + at, true)) return false
    }
    for (; at < length; at++) if (known.getUint8(from + at) !== view.getUint8(start + at)) return false
    return true
  }

  /** The number of the text of `length` bytes from `start` on; −1 where it is new and `mayAdd` is not given. */
  find(group: number, view: DataView, start: number, length: number, mayAdd: boolean): number {
    const hash = hashOf(group, view, start, length)
    const mask = this.slots.length - 1
    let slot = hash & mask
    let number = this.slots[slot] ?? -1
    while (number >= 0) {
      const isSame = this.hashes[number] === hash && this.group[number] === group
      if (isSame && this.is(number, view, start, length)) return number
      slot = (slot + 1) & mask
      number = this.slots[slot] ?? -1
    }
    return mayAdd ? this.add(group, hash, slot, new Uint8Array(view.buffer, view.byteOffset + start, length)) : -1
  }

  addTo(number: number, count: number): void {
    this.counts[number] = (this.counts[number] ?? 0) + count
  }

  textOf(number: number): string {
    return this.text.read(this.offset[number] ?? 0, this.length[number] ?? 0)
  }

  /** The numbers that were counted, with their counts; they begin at 0 again. */
  takeCounts(): { numbers: number[]; counts: number[] } {
    const taken: { numbers: number[]; counts: number[] } = { numbers: [], counts: [] }
    for (let number = 0; number < this.count; number++) {
      const count = this.counts[number] ?? 0
      if (count === 0) continue
      taken.numbers.push(number)
      taken.counts.push(count)
    }
    this.counts.fill(0)
    return taken
  }

  private add(group: number, hash: number, slot: number, bytes: Uint8Array): number {
    const number = this.count++
    if (number >= this.offset.length) this.grow(number * 2)
    this.group[number] = group
    this.hashes[number] = hash
    this.offset[number] = this.text.length
    this.length[number] = bytes.length
    this.text.appendBytes(bytes, 0, bytes.length)
    if (this.view.buffer !== this.text.bytes.buffer) this.view = new DataView(this.text.bytes.buffer)
    this.slots[slot] = number
    if (this.count * 2 > this.slots.length) this.rehash()
    return number
  }

  private grow(capacity: number): void {
    this.group = growArray(this.group, capacity)
    this.hashes = growArray(this.hashes, capacity)
    this.offset = growArray(this.offset, capacity)
    this.length = growArray(this.length, capacity)
    this.counts = growArray(this.counts, capacity)
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1)
    const mask = slots.length - 1
    for (let number = 0; number < this.count; number++) {
      let slot = (this.hashes[number] ?? 0) & mask
      while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask
      slots[slot] = number
    }
    this.slots = slots
  }
}

function hashOf(group: number, view: DataView, start: number, length: number): number {
  let hash = Math.imul(group + 1, 0x9e3779b1) ^ length
  let at = 0
  for (; at + 4 <= length; at += 4) {
    hash = Math.imul(hash ^ view.getUint32(start + at, true), 0x85ebca6b)
    hash ^= hash >>> 15
  }
  for (; at < length; at++) hash = Math.imul(hash ^ view.getUint8(start + at), 0x01000193)
  return hash ^ (hash >>> 13)
}
