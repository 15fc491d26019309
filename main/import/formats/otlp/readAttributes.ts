import { type AttributeColumns, TYPE_CODES } from '../../columns/AttributeColumns'
import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE, QUOTE } from '../../json/JsonReader'
import { readAttributeObject } from '../../json/readAttributeObject'
import { readKeyInto } from '../../json/readKeyInto'
import { skipNull } from '../../json/readText'
import { KEY_VALUE, KeyValueField } from './anyValueFields'
import { readAnyValue } from './readAnyValue'

/** Reads a list of `KeyValue`, or an object whose fields are attributes, into the row of `columns` begun last. */
export function readAttributes(reader: JsonReader, columns: AttributeColumns): void {
  if (reader.peek() === OPEN_BRACE) return readAttributeObject(reader, columns)
  if (skipNull(reader) || !reader.firstElement()) return
  do readAttribute(reader, columns)
  while (reader.nextElement())
}

/** Reads one `KeyValue`. */
export function readAttribute(reader: JsonReader, columns: AttributeColumns): void {
  let key = -1
  let valueAt = -1
  let set = false
  for (let field = reader.firstField(KEY_VALUE); field !== NO_MORE_FIELDS; field = reader.nextField(KEY_VALUE)) {
    if (field === KeyValueField.key) {
      if (reader.peek() !== QUOTE) throw new RecordFault('wrong_type', 'the key of an attribute is not text')
      key = readKeyInto(reader, columns)
    } else if (field === KeyValueField.value && key >= 0) {
      readAnyValue(reader, columns, key)
      set = true
    } else {
      reader.peek()
      if (field === KeyValueField.value) valueAt = reader.position
      reader.skipValue()
    }
  }
  if (set || key < 0) return
  if (valueAt < 0) {
    columns.set(key, 0, -1, TYPE_CODES.n)
    return
  }
  const end = reader.position
  reader.position = valueAt
  readAnyValue(reader, columns, key)
  reader.position = end
}
