import { TextArena } from '../columns/TextArena'
import { type JsonReader, QUOTE } from './JsonReader'

/** Reads a string that is kept apart from a batch, as UTF-8. Null for an empty string and for what is none. */
export function readSomeBytes(reader: JsonReader): Uint8Array | null {
  if (reader.peek() !== QUOTE) {
    reader.skipValue()
    return null
  }
  const text = new TextArena(64)
  reader.readString(text)
  return text.length === 0 ? null : text.bytes.slice(0, text.length)
}
