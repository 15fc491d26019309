import type { AttributeColumns } from '../../columns/AttributeColumns'
import { TextArena } from '../../columns/TextArena'
import { numbersOf, type ProtobufReader } from '../../protobuf/ProtobufReader'
import { KeyValueTag } from './messageTags'
import { readAnyValue } from './readAnyValue'

const KNOWN = numbersOf(KeyValueTag)

/** Reads the `KeyValue` up to `end` into the row of `columns` begun last. Without a key its key is empty. */
export function readAttribute(reader: ProtobufReader, end: number, columns: AttributeColumns): void {
  let key = -1
  let valueAt = -1
  let valueEnd = -1
  while (reader.position < end) {
    const tag = reader.tag(end)
    if (tag === KeyValueTag.key) key = readKey(reader, reader.open(end), columns)
    else if (tag === KeyValueTag.value) {
      valueEnd = reader.open(end)
      valueAt = reader.position
      reader.position = valueEnd
    } else reader.skipUnknown(tag, end, KNOWN)
  }
  if (key < 0) key = columns.keys.intern(reader.bytes, end, end)
  if (valueAt >= 0) reader.position = valueAt
  readAnyValue(reader, valueAt < 0 ? end : valueEnd, columns, key)
  reader.position = end
}

/** Reads a key, which is the text up to `end`, as its number in `columns.keys`. */
export function readKey(reader: ProtobufReader, end: number, { keys }: AttributeColumns): number {
  const { bytes, position } = reader
  const expected = keys.expectedText(bytes, reader.view, position, end)
  if (expected >= 0) {
    reader.position = end
    return expected
  }
  const text = new TextArena(64)
  reader.text(end, text)
  return keys.intern(text.bytes, 0, text.length)
}
