import type { AttributeColumns } from '../columns/AttributeColumns'
import type { JsonReader } from './JsonReader'

/** Reads a string, at its opening quote, as the key of an attribute. Returns its number in `columns.keys`. */
export function readKeyInto(reader: JsonReader, { keys }: AttributeColumns): number {
  const start = reader.position + 1
  const expected = keys.expected(reader.bytes, reader.view, start, reader.end)
  if (expected >= 0) {
    reader.position = start + (keys.length[expected] ?? 0) + 1
    return expected
  }
  reader.scanString()
  return keys.intern(reader.token, reader.tokenStart, reader.tokenEnd)
}
