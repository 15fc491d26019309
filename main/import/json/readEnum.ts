import type { FieldNames } from './FieldNames'
import { type JsonReader, QUOTE } from './JsonReader'
import { readCount } from './readNumber'

/** Reads a member of an enumeration, by number or name. −1 for one that is not known; `null` is the first. */
export function readEnum(reader: JsonReader, names: FieldNames, count: number, field: string): number {
  if (reader.peek() === QUOTE) {
    const start = reader.position
    reader.scanString()
    const named = names.find(reader.token, reader.tokenStart, reader.tokenEnd)
    if (named >= 0) return named
    const first = reader.token[reader.tokenStart] ?? 0
    if (first < 0x30 || first > 0x39) return -1
    reader.position = start
  }
  const number = readCount(reader, field)
  return number < count ? number : -1
}
