import type { TextArena } from '../columns/TextArena'
import type { ProtobufReader } from './ProtobufReader'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const LETTER_U = 0x75
/** By control character: the letter behind its backslash. */
const LETTERS: Record<number, string> = { 8: 'b', 9: 't', 10: 'n', 12: 'f', 13: 'r' }

/** Appends the text up to `end` as a string of JSON, as `JSON.stringify` writes it; what is not UTF-8 is mended. */
export function appendJsonString(reader: ProtobufReader, end: number, into: TextArena): void {
  const { bytes, position } = reader
  into.appendByte(QUOTE)
  const begin = into.length
  let all = 0
  for (let at = position; at < end; at++) {
    const byte = bytes[at] ?? 0
    all |= byte
    if (byte === QUOTE || byte === BACKSLASH) {
      into.appendByte(BACKSLASH)
      into.appendByte(byte)
    } else if (byte >= 0x20) into.appendByte(byte)
    else appendControl(byte, into)
  }
  if (all >= 0x80 && into.mend(begin)) reader.mended = true
  into.appendByte(QUOTE)
  reader.position = end
}

function appendControl(byte: number, into: TextArena): void {
  into.appendByte(BACKSLASH)
  const letter = LETTERS[byte]
  if (letter !== undefined) return into.append(letter)
  into.appendByte(LETTER_U)
  into.append(byte.toString(16).padStart(4, '0'))
}
