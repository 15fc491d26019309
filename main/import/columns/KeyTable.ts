import { growArray } from './growArray'
import { TextArena } from './TextArena'

/**
 * Distinct texts, numbered from 0 in the order of their first use: attribute keys, process ids.
 * Remembers which one came after which, so that the usual next one is found by comparing bytes alone.
 */
export class KeyTable {
  readonly text = new TextArena()
  count = 0
  /** How often all keys were forgotten: the number of a key holds within one generation. */
  generation = 0
  offset = new Uint32Array(64)
  length = new Int32Array(64)
  /** For key k at k + 1, for the beginning of a row at 0: the key that came next last time, −1 for none. */
  private next = new Int32Array(65).fill(-1)
  private slots = new Int32Array(256).fill(-1)
  private previous = 0
  private view = new DataView(this.text.bytes.buffer)

  beginRow(): void {
    this.previous = 0
  }

  /**
   * The key whose text, followed by a quote, lies at `start`, if it is the one that is expected here; else −1.
   * `view` is of the same bytes; `end` is where they end.
   */
  expected(bytes: Uint8Array, view: DataView, start: number, end: number): number {
    const key = this.next[this.previous] ?? -1
    if (key < 0) return -1
    const length = this.length[key] ?? 0
    if (start + length >= end || bytes[start + length] !== 0x22) return -1
    const from = this.offset[key] ?? 0
    const known = this.view
    let at = 0
    for (; at + 4 <= length; at += 4) {
      if (known.getUint32(from + at, true) !== view.getUint32(start + at, true)) return -1
    }
    for (; at < length; at++) if (known.getUint8(from + at) !== bytes[start + at]) return -1
    this.previous = key + 1
    return key
  }

  /** The key that came next last time; −1 for none. */
  get predicted(): number {
    return this.next[this.previous] ?? -1
  }

  /** The predicted key has come, as its reader knows. */
  follow(key: number): void {
    this.previous = key + 1
  }

  /** The key which is the text in bytes [start, end), if it is the one that is expected here; else −1. `view` is of the same bytes. */
  expectedText(bytes: Uint8Array, view: DataView, start: number, end: number): number {
    const key = this.next[this.previous] ?? -1
    if (key < 0) return -1
    const length = this.length[key] ?? 0
    if (start + length !== end) return -1
    const distance = (this.offset[key] ?? 0) - start
    const known = this.view
    const last = end - 4
    if (last >= start) {
      for (let at = start; at < last; at += 4) {
        if (known.getUint32(at + distance, true) !== view.getUint32(at, true)) return -1
      }
      if (known.getUint32(last + distance, true) !== view.getUint32(last, true)) return -1
    } else {
      for (let at = start; at < end; at++) if (known.getUint8(at + distance) !== bytes[at]) return -1
    }
    this.previous = key + 1
    return key
  }

  /** The number of the text in bytes [start, end), which must be valid UTF-8. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start
    let hash = length
    let escaped = false
    for (let index = start; index < end; index++) {
      const byte = bytes[index] ?? 0
      hash = Math.imul(hash ^ byte, 0x01000193)
      escaped ||= byte === 0x5c
    }
    const mask = this.slots.length - 1
    let slot = (hash ^ (hash >>> 15)) & mask
    let key = this.slots[slot] ?? -1
    while (key >= 0 && !this.text.equals(this.offset[key] ?? 0, this.length[key] ?? 0, bytes, start, length)) {
      slot = (slot + 1) & mask
      key = this.slots[slot] ?? -1
    }
    if (key < 0) key = this.add(bytes, start, end, slot)
    // A text with a backslash is not what lies in the file, where it is escaped.
    this.next[this.previous] = escaped ? -1 : key
    this.previous = key + 1
    return key
  }

  /** Forgets all keys. */
  clear(): void {
    this.text.length = 0
    this.count = 0
    this.generation++
    this.next.fill(-1)
    this.slots.fill(-1)
    this.previous = 0
  }

  private add(bytes: Uint8Array, start: number, end: number, slot: number): number {
    const key = this.count++
    if (key >= this.offset.length) {
      this.offset = growArray(this.offset, key * 2)
      this.length = growArray(this.length, key * 2)
      const next = growArray(this.next, key * 2 + 1)
      next.fill(-1, this.next.length)
      this.next = next
    }
    this.offset[key] = this.text.length
    this.length[key] = end - start
    this.text.appendBytes(bytes, start, end)
    if (this.view.buffer !== this.text.bytes.buffer) this.view = new DataView(this.text.bytes.buffer)
    this.slots[slot] = key
    if (this.count * 2 > this.slots.length) this.rehash()
    return key
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1)
    const mask = slots.length - 1
    for (let key = 0; key < this.count; key++) {
      const start = this.offset[key] ?? 0
      const length = this.length[key] ?? 0
      let hash = length
      for (let index = start; index < start + length; index++) {
        hash = Math.imul(hash ^ (this.text.bytes[index] ?? 0), 0x01000193)
      }
      let slot = (hash ^ (hash >>> 15)) & mask
      while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask
      slots[slot] = key
    }
    this.slots = slots
  }
}
