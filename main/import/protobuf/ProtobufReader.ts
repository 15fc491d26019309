import { isUtf8 } from 'node:buffer'
import type { TextArena } from '../columns/TextArena'
import { RecordFault } from '../json/JsonFault'

const MOST_VARINT_BYTES = 10
const SHORT_TEXT = 200
/** Of the four bytes of a word: they are set in all that is not ASCII. */
const HIGH_BITS = 0x8080_8080

/** Wire types of https://protobuf.dev/programming-guides/encoding/#structure. */
export const WIRE = { varint: 0, fixed64: 1, bytes: 2, startGroup: 3, endGroup: 4, fixed32: 5 } as const

/** By byte: its two digits, the first in the upper half. */
const HEX = new Uint16Array(256)
for (let byte = 0; byte < 256; byte++) HEX[byte] = (digitOf(byte >> 4) << 8) | digitOf(byte & 15)

/** The numbers of a message's fields, given as tags, as bits: for `skipUnknown`. */
export function numbersOf(tags: Record<string, number>): number {
  return Object.values(tags).reduce((bits, tag) => bits | (1 << (tag >>> 3)), 0)
}

/** A message ends within a number. */
export class MessageEnd extends RecordFault {
  constructor() {
    super('malformed_protobuf', 'not valid protobuf: a message ends within a number')
  }
}

/**
 * Reads protobuf messages that lie whole in memory, field by field and without making objects of them. A *tag* is
 * a field's number times eight plus its wire type. Throws `RecordFault` where the bytes are no such message.
 */
export class ProtobufReader {
  bytes: Buffer = Buffer.alloc(0)
  /** The same bytes, for reading several at once. */
  view = new DataView(this.bytes.buffer)
  position = 0
  /** How often other bytes were shown: a position holds for one window. */
  windows = 0
  /** Offset of `bytes[0]` in the unwrapped file. */
  base = 0
  /** Some text was not UTF-8, and what could not be read was replaced. */
  mended = false
  /** The text that was written to last. */
  private targetBytes = new Uint8Array(0)
  private target = new DataView(this.targetBytes.buffer)

  show(bytes: Buffer, base: number): void {
    if (bytes !== this.bytes) this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.bytes = bytes
    this.windows++
    this.base = base
  }

  /** Reads a tag of the message that ends at `end`. */
  tag(end: number): number {
    const tag = this.varint(end)
    if (tag < 8 || tag > 0xffff_ffff) throw malformed('a field has no number')
    return tag
  }

  /** Whether the beginning of a field of the message up to `end` can be read, if there are bytes up to `limit` only. */
  hasField(end: number, limit: number): boolean {
    return end <= limit ? this.position < end : this.position + 2 * MOST_VARINT_BYTES <= limit
  }

  /** Reads an unsigned number; above 2^53 it is rounded. */
  varint(end: number): number {
    const { position } = this
    const first = this.bytes[position] ?? 0
    if (first >= 0x80 || position >= end) return this.longVarint(end)
    this.position = position + 1
    return first
  }

  /** Reads the length of a field and returns where its content, which begins here, ends. */
  open(end: number): number {
    const length = this.varint(end)
    const contentEnd = this.position + length
    if (contentEnd > end) throw malformed('a field is longer than the message around it')
    return contentEnd
  }

  /** Skips the content of the field whose tag was read last, with all that is in it if it is a group. */
  skip(tag: number, end: number): void {
    let wire = tag & 7
    for (let groups = 0; ;) {
      if (wire === WIRE.varint) this.varint(end)
      else if (wire === WIRE.bytes) this.position = this.open(end)
      else if (wire === WIRE.fixed64) this.pass(8, end)
      else if (wire === WIRE.fixed32) this.pass(4, end)
      else if (wire === WIRE.startGroup) groups++
      else if (wire === WIRE.endGroup && groups > 0) groups--
      else throw malformed('a field is of a type that does not exist')
      if (groups === 0) return
      wire = this.tag(end) & 7
    }
  }

  /** Skips a field that is not read, unless its number is one of `known` (bit n for number n): then it is of a wrong type. */
  skipUnknown(tag: number, end: number, known: number): void {
    const number = tag >>> 3
    if (number < 32 && ((known >>> number) & 1) === 1) {
      throw new RecordFault('wrong_wire_type', `field ${number} of a message is of the wrong type`)
    }
    this.skip(tag, end)
  }

  /** Goes over a number of fixed width and returns where it lies. */
  pass(count: number, end: number): number {
    const { position } = this
    if (position + count > end) throw malformed('a number is longer than the message around it')
    this.position = position + count
    return position
  }

  /** Appends the text up to `end`, mended where it is not UTF-8. Returns where it begins there. */
  text(end: number, into: TextArena): number {
    const { bytes, view, position } = this
    const begin = into.length
    const count = end - position
    into.reserve(count)
    this.position = end
    if (count > SHORT_TEXT) {
      const content = bytes.subarray(position, end)
      into.bytes.set(content, begin)
      into.length = begin + count
      if (!isUtf8(content) && into.mend(begin)) this.mended = true
      return begin
    }
    const target = this.targetOf(into)
    let all = 0
    if (count >= 4) {
      const last = end - 4
      const distance = begin - position
      for (let at = position; at < last; at += 4) {
        const word = view.getUint32(at, true)
        all |= word
        target.setUint32(at + distance, word, true)
      }
      // The last word may begin within the one before.
      const word = view.getUint32(last, true)
      all |= word
      target.setUint32(last + distance, word, true)
    } else {
      for (let index = 0; index < count; index++) {
        const byte = bytes[position + index] ?? 0
        all |= byte
        target.setUint8(begin + index, byte)
      }
    }
    into.length = begin + count
    if ((all & HIGH_BITS) !== 0 && into.mend(begin)) this.mended = true
    return begin
  }

  /** Appends the bytes up to `end` in hexadecimal. */
  hex(end: number, into: TextArena): void {
    const { bytes, position } = this
    into.reserve((end - position) * 2)
    const target = this.targetOf(into)
    let to = into.length
    let at = position
    for (; at + 1 < end; at += 2, to += 4) {
      target.setUint32(to, ((HEX[bytes[at] ?? 0] ?? 0) << 16) | (HEX[bytes[at + 1] ?? 0] ?? 0))
    }
    if (at < end) target.setUint16(to, HEX[bytes[at] ?? 0] ?? 0)
    into.length += (end - position) * 2
    this.position = end
  }

  /** Whether the bytes up to `end` are those that lie at `other` in the window. */
  repeats(other: number, end: number): boolean {
    const { view, position } = this
    const distance = other - position
    const last = end - 4
    if (last >= position) {
      for (let at = position; at < last; at += 4) {
        if (view.getUint32(at, true) !== view.getUint32(at + distance, true)) return false
      }
      return view.getUint32(last, true) === view.getUint32(last + distance, true)
    }
    for (let at = position; at < end; at++) if (view.getUint8(at) !== view.getUint8(at + distance)) return false
    return true
  }

  private targetOf({ bytes }: TextArena): DataView {
    if (bytes !== this.targetBytes) {
      this.targetBytes = bytes
      this.target = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    }
    return this.target
  }

  private longVarint(end: number): number {
    const { bytes, position } = this
    let value = 0
    for (let index = 0; index < MOST_VARINT_BYTES; index++) {
      if (position + index >= end) throw new MessageEnd()
      const byte = bytes[position + index] ?? 0
      // Four bytes fit into an integer, which is far faster.
      if (index < 4) value |= (byte & 0x7f) << (7 * index)
      else value += (byte & 0x7f) * 2 ** (7 * index)
      if (byte >= 0x80) continue
      this.position = position + index + 1
      return value
    }
    throw malformed('a number has more than ten bytes')
  }
}

/** The bytes are no protobuf. */
export function malformed(what: string): RecordFault {
  return new RecordFault('malformed_protobuf', `not valid protobuf: ${what}`)
}

function digitOf(value: number): number {
  return '0123456789abcdef'.charCodeAt(value)
}
