import { type AttributeColumns, TYPE_CODES } from '../columns/AttributeColumns'
import { appendJsonValue } from './appendJsonValue'
import { RecordFault } from './JsonFault'
import { CLOSE_BRACE, COLON, COMMA, type JsonReader, OPEN_BRACE, QUOTE } from './JsonReader'
import { readKeyInto } from './readKeyInto'

/** Reads an object whose fields are attributes, `{"http.route": "/cart", "tries": 2}`, into the row of `columns` begun last. */
export function readAttributeObject(reader: JsonReader, columns: AttributeColumns): void {
  if (reader.peek() !== OPEN_BRACE) throw new RecordFault('wrong_type', 'attributes are not an object')
  reader.position++
  if (reader.peek() === CLOSE_BRACE) {
    reader.position++
    return
  }
  for (;;) {
    if (reader.peek() !== QUOTE) throw reader.fault(reader.position, 'expected a key')
    const key = readKeyInto(reader, columns)
    reader.expect(COLON)
    readJsonAttribute(reader, columns, key)
    const next = reader.peek()
    if (next !== COMMA && next !== CLOSE_BRACE) throw reader.fault(reader.position, 'expected ‘,’ or ‘}’')
    reader.position++
    if (next === CLOSE_BRACE) return
  }
}

/** Reads any JSON value as the value of an attribute. */
export function readJsonAttribute(reader: JsonReader, columns: AttributeColumns, key: number): void {
  const { text } = columns
  const offset = text.length
  const type = appendJsonValue(reader, text)
  if (type === TYPE_CODES.n) columns.set(key, 0, -1, type)
  else columns.set(key, offset, text.length - offset, type)
}
