import type { TextArena } from '../columns/TextArena'

const SIMPLE = new Map<number, number>(
  Object.entries({ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }).map(
    ([letter, character]) => [letter.charCodeAt(0), character.charCodeAt(0)],
  ),
)

/**
 * Appends the character that the escape at `bytes[at]` (a backslash) stands for; half a surrogate pair becomes
 * U+FFFD. Returns where the escape ends, −1 if it is none, −2 if the bytes end before that can be told.
 */
export function unescapeInto(into: TextArena, bytes: Uint8Array, at: number, end: number): number {
  if (at + 1 >= end) return -2
  const letter = bytes[at + 1] ?? 0
  if (letter !== 0x75) {
    const character = SIMPLE.get(letter)
    if (character === undefined) return -1
    into.appendByte(character)
    return at + 2
  }
  if (at + 6 > end) return -2
  const unit = hexUnit(bytes, at + 2)
  if (unit < 0) return -1
  if (unit < 0xd800 || unit > 0xdfff) {
    appendCodePoint(into, unit)
    return at + 6
  }
  if (unit < 0xdc00) {
    const follows = bytes[at + 6] === 0x5c && bytes[at + 7] === 0x75
    if (at + 8 > end || (follows && at + 12 > end)) return -2
    const low = follows ? hexUnit(bytes, at + 8) : -1
    if (low >= 0xdc00 && low <= 0xdfff) {
      appendCodePoint(into, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
      return at + 12
    }
  }
  appendCodePoint(into, 0xfffd)
  return at + 6
}

function hexUnit(bytes: Uint8Array, at: number): number {
  let unit = 0
  for (let index = at; index < at + 4; index++) {
    const byte = bytes[index] ?? 0
    const lower = byte | 0x20
    const digit = byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
    if (digit < 0) return -1
    unit = unit * 16 + digit
  }
  return unit
}

function appendCodePoint(into: TextArena, code: number): void {
  if (code < 0x80) {
    into.appendByte(code)
  } else if (code < 0x800) {
    into.appendByte(0xc0 | (code >> 6))
    into.appendByte(0x80 | (code & 0x3f))
  } else if (code < 0x10000) {
    into.appendByte(0xe0 | (code >> 12))
    into.appendByte(0x80 | ((code >> 6) & 0x3f))
    into.appendByte(0x80 | (code & 0x3f))
  } else {
    into.appendByte(0xf0 | (code >> 18))
    into.appendByte(0x80 | ((code >> 12) & 0x3f))
    into.appendByte(0x80 | ((code >> 6) & 0x3f))
    into.appendByte(0x80 | (code & 0x3f))
  }
}
