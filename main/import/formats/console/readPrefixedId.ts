import { QUOTE } from '../../json/JsonReader'
import { normaliseId, type ReadId } from '../../json/readId'
import { notText, skipNull } from '../../json/readText'

/** Reads an id as `readId` does, without the `0x` that may stand before it. */
export const readPrefixedId: ReadId = (reader, text, column, row, digits, field) => {
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
