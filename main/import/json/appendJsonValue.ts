import { TYPE_CODES } from '../columns/AttributeColumns'
import type { TextArena } from '../columns/TextArena'
import { copyJson } from './copyJson'
import { type JsonReader, MINUS, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './JsonReader'
import { appendDouble, appendInteger } from './numberText'
import { RecordFault } from './JsonFault'

const TRUE = new TextEncoder().encode('true')
const FALSE = new TextEncoder().encode('false')

/**
 * Appends any JSON value in the text form of the archive and returns its type's code:
 * `n`, with nothing appended, for `null`.
 */
export function appendJsonValue(reader: JsonReader, into: TextArena): number {
  const first = reader.peek()
  if (first === QUOTE) {
    reader.readString(into)
    return TYPE_CODES.s
  }
  if (first === OPEN_BRACE || first === OPEN_BRACKET) {
    copyJson(reader, into)
    return first === OPEN_BRACE ? TYPE_CODES.m : TYPE_CODES.a
  }
  if (first === MINUS || (first >= 0x30 && first <= 0x39)) {
    reader.scanNumber()
    const type = tokenIsInteger(reader) ? appendInteger(reader, into) : appendDouble(reader, into)
    if (type === 0) throw new RecordFault('wrong_type', 'a number among the attributes is not a number')
    return type
  }
  const letter = reader.readLiteral()
  if (letter === 0x6e) return TYPE_CODES.n
  const word = letter === 0x74 ? TRUE : FALSE
  into.appendBytes(word, 0, word.length)
  return TYPE_CODES.b
}

function tokenIsInteger({ token, tokenStart, tokenEnd }: JsonReader): boolean {
  for (let at = tokenStart; at < tokenEnd; at++) {
    const byte = token[at] ?? 0
    if (byte !== MINUS && (byte < 0x30 || byte > 0x39)) return false
  }
  return true
}
