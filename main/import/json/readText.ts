import type { TextArena } from '../columns/TextArena'
import type { TextColumn } from '../columns/TextColumn'
import { RecordFault } from './JsonFault'
import { type JsonReader, QUOTE } from './JsonReader'

const LETTER_N = 0x6e

/** Reads a string into a cell; `null` leaves the cell as it is. Anything else is a `RecordFault` about `field`. */
export function readText(reader: JsonReader, text: TextArena, column: TextColumn, row: number, field: string): void {
  if (reader.peek() === QUOTE) {
    const offset = text.length
    reader.readString(text)
    column.set(row, offset, text.length - offset)
  } else if (!skipNull(reader)) throw notText(field)
}

/** Likewise, but an empty string leaves the cell as it is. */
export function readSomeText(
  reader: JsonReader,
  text: TextArena,
  column: TextColumn,
  row: number,
  field: string,
): void {
  const offset = text.length
  if (reader.peek() === QUOTE) {
    reader.readString(text)
    if (text.length > offset) column.set(row, offset, text.length - offset)
  } else if (!skipNull(reader)) throw notText(field)
}

/** Skips `null`. Returns false, and stays, where something else follows. */
export function skipNull(reader: JsonReader): boolean {
  if (reader.peek() !== LETTER_N) return false
  reader.readLiteral()
  return true
}

export function notText(field: string): RecordFault {
  return new RecordFault('wrong_type', `${field} is not text`)
}
