import type { TextArena } from '../columns/TextArena'
import { type JsonReader, QUOTE } from './JsonReader'

/** Room that a short string needs in the arena. */
const ROOM = 256

/** Appends strings that are plain ASCII without escapes to one arena, four bytes at a time. */
export class PlainStrings {
  private readonly into: TextArena
  private bytes: Uint8Array
  private view: DataView

  constructor(into: TextArena) {
    this.into = into
    this.bytes = into.bytes
    this.view = new DataView(into.bytes.buffer)
  }

  /**
   * Appends the text of the string at whose opening quote the reader is, as `JsonReader.readString` does. Does nothing,
   * and returns false, where the string is of another kind, or has its end too near to that of the window.
   */
  append(reader: JsonReader): boolean {
    const { into } = this
    into.reserve(ROOM)
    const target = this.arena
    const { view } = reader
    const begin = into.length
    const start = reader.position + 1
    const last = Math.min(reader.end, start + this.bytes.length - begin) - 4
    let at = start
    let to = begin
    for (; at <= last; at += 4, to += 4) {
      const word = view.getInt32(at, true)
      target.setInt32(to, word, true)
      // The high bit of each byte that is a quote, a backslash, a control character or no ASCII; bytes behind it may be wrong.
      const special =
        (((word ^ 0x22222222) - 0x01010101) | ((word ^ 0x5c5c5c5c) - 0x01010101) | (word - 0x20202020) | word) &
        0x80808080
      if (special === 0) continue
      const before = (31 - Math.clz32(special & -special)) >> 3
      if (((word >>> (before * 8)) & 0xff) !== QUOTE) return false
      into.length = to + before
      reader.position = at + before + 1
      return true
    }
    return false
  }

  /** Appends `count` bytes at `at`, a multiple of four, as they are. */
  appendBytes(view: DataView, at: number, count: number): void {
    const { into } = this
    into.reserve(count)
    const target = this.arena
    for (let index = 0; index < count; index += 4) {
      target.setInt32(into.length + index, view.getInt32(at + index, true), true)
    }
    into.length += count
  }

  /** Whether the arena holds at `offset` what the reader's bytes hold at `at`, over `count` bytes, a multiple of four. */
  holds(offset: number, view: DataView, at: number, count: number): boolean {
    const known = this.arena
    for (let index = 0; index < count; index += 4) {
      if (known.getInt32(offset + index, true) !== view.getInt32(at + index, true)) return false
    }
    return true
  }

  private get arena(): DataView {
    if (this.bytes !== this.into.bytes) {
      this.bytes = this.into.bytes
      this.view = new DataView(this.into.bytes.buffer)
    }
    return this.view
  }
}
