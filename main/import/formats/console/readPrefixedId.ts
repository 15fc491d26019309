import type { TextArena } from '../../columns/TextArena'
import type { TextColumn } from '../../columns/TextColumn'
import { type JsonReader, QUOTE } from '../../json/JsonReader'
import { normaliseId } from '../../json/readId'
import { notText, skipNull } from '../../json/readText'

/** Reads an id as `readId` does, without the `0x` that may stand before it. */
export function readPrefixedId(
  reader: JsonReader,
  text: TextArena,
  column: TextColumn,
  row: number,
  digits: number,
  field: string,
): void {
  if (reader.peek() !== QUOTE) {
    if (skipNull(reader)) return
    throw notText(field)
  }
  const offset = text.length
  reader.readString(text)
  const { bytes } = text
  if (text.length > offset + 2 && bytes[offset] === 0x30 && ((bytes[offset + 1] ?? 0) | 0x20) === 0x78) {
    bytes.copyWithin(offset, offset + 2, text.length)
    text.length -= 2
  }
  normaliseId(text, offset, digits)
  column.set(row, offset, text.length - offset)
}
