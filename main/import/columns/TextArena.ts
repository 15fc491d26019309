import { isValidUtf8 } from './isValidUtf8'

const encoder = new TextEncoder()
const lenientDecoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** UTF-8 bytes that text cells point into. Grows by doubling; `length` may be set back to drop what came last. */
export class TextArena {
  bytes: Uint8Array<ArrayBuffer>
  length = 0

  constructor(capacity = 1 << 12) {
    this.bytes = new Uint8Array(capacity)
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count
    if (needed <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2))
    grown.set(this.bytes.subarray(0, this.length))
    this.bytes = grown
  }

  append(text: string): void {
    this.reserve(text.length * 3)
    this.length += encoder.encodeInto(text, this.bytes.subarray(this.length)).written
  }

  /** Appends bytes as they are: they must be valid UTF-8. */
  appendBytes(bytes: Uint8Array, start: number, end: number): void {
    const count = end - start
    this.reserve(count)
    if (count < 48) {
      let at = this.length
      for (let index = start; index < end; index++) this.bytes[at++] = bytes[index] ?? 0
    } else {
      this.bytes.set(bytes.subarray(start, end), this.length)
    }
    this.length += count
  }

  appendByte(byte: number): void {
    this.reserve(1)
    this.bytes[this.length++] = byte
  }

  /** Replaces what is not UTF-8 in the bytes from `start` on by U+FFFD. Returns whether there was any. */
  mend(start: number): boolean {
    if (isValidUtf8(this.bytes, start, this.length)) return false
    const text = lenientDecoder.decode(this.bytes.subarray(start, this.length))
    this.length = start
    this.append(text)
    return true
  }

  equals(start: number, length: number, other: Uint8Array, otherStart: number, otherLength: number): boolean {
    if (length !== otherLength) return false
    for (let index = 0; index < length; index++) {
      if (this.bytes[start + index] !== other[otherStart + index]) return false
    }
    return true
  }

  /** The cell as a string: for the few places that need one. */
  read(start: number, length: number): string {
    return lenientDecoder.decode(this.bytes.subarray(start, start + length))
  }
}
