import type { TextArena } from '../columns/TextArena'
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  type JsonReader,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './JsonReader'

/** Appends the next value as compact JSON text: strings and numbers byte for byte, without white space. */
export function copyJson(reader: JsonReader, into: TextArena): void {
  const closing: number[] = []
  for (;;) {
    const first = reader.peek()
    if (first === OPEN_BRACE || first === OPEN_BRACKET) {
      const close = first === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET
      into.appendByte(first)
      reader.position++
      if (reader.peek() !== close) {
        closing.push(close)
        if (close === CLOSE_BRACE) copyKey(reader, into)
        continue
      }
      into.appendByte(close)
      reader.position++
    } else copyScalar(reader, into)
    for (;;) {
      const close = closing.at(-1)
      if (close === undefined) return
      const next = reader.peek()
      if (next !== COMMA && next !== close) throw reader.fault(reader.position, 'expected ‘,’ or a closing bracket')
      into.appendByte(next)
      reader.position++
      if (next === COMMA) {
        if (close === CLOSE_BRACE) copyKey(reader, into)
        break
      }
      closing.pop()
    }
  }
}

/** Appends a string with its quotes and escapes, or a number, `true`, `false`, `null`. */
export function copyScalar(reader: JsonReader, into: TextArena): void {
  const first = reader.peek()
  const start = reader.position
  if (first === QUOTE) reader.skipString()
  else if (first >= 0x61) reader.readLiteral()
  else reader.scanNumber()
  const begin = into.length
  into.appendBytes(reader.bytes, start, reader.position)
  if (first === QUOTE && into.mend(begin)) reader.mended = true
}

function copyKey(reader: JsonReader, into: TextArena): void {
  if (reader.peek() !== QUOTE) throw reader.fault(reader.position, 'expected a key')
  copyScalar(reader, into)
  reader.expect(COLON)
  into.appendByte(COLON)
}
