import { type AttributeColumns, TYPE_CODES } from '../../columns/AttributeColumns'
import { appendJsonValue } from '../../json/appendJsonValue'
import { FieldNames } from '../../json/FieldNames'
import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, MINUS, NO_MORE_FIELDS, OPEN_BRACE, QUOTE } from '../../json/JsonReader'
import { appendDouble } from '../../json/numberText'
import { readKeyInto } from '../../json/readKeyInto'
import { skipNull } from '../../json/readText'

const KEY_VALUE = new FieldNames(['Key', 'Value'])
const TYPED_VALUE = new FieldNames(['Type', 'Value'])
/** Types for which JSON has no form of its own. */
const TYPE = new FieldNames([
  ['FLOAT64', 'FLOAT32'],
  ['BYTESLICE', 'BYTES'],
])
const Type = { double: 0, bytes: 1 } as const

/** Reads a list of `attribute.KeyValue` as Go writes it into the row of `columns` begun last. */
export function readGoAttributes(reader: JsonReader, columns: AttributeColumns): void {
  if (skipNull(reader) || !reader.firstElement()) return
  do readAttribute(reader, columns)
  while (reader.nextElement())
}

function readAttribute(reader: JsonReader, columns: AttributeColumns): void {
  let key = -1
  let valueAt = -1
  for (let field = reader.firstField(KEY_VALUE); field !== NO_MORE_FIELDS; field = reader.nextField(KEY_VALUE)) {
    if (field === 0) {
      if (reader.peek() !== QUOTE) throw new RecordFault('wrong_type', 'the key of an attribute is not text')
      key = readKeyInto(reader, columns)
    } else {
      if (field === 1) valueAt = (reader.peek(), reader.position)
      reader.skipValue()
    }
  }
  if (key < 0) return
  const end = reader.position
  const { text } = columns
  const offset = text.length
  let type: number = TYPE_CODES.n
  if (valueAt >= 0) {
    reader.position = valueAt
    type = reader.peek() === OPEN_BRACE ? appendTypedValue(reader, columns) : appendJsonValue(reader, text)
    reader.position = end
  }
  if (type === TYPE_CODES.n) columns.set(key, 0, -1, type)
  else columns.set(key, offset, text.length - offset, type)
}

/** Appends the value of `{"Type": …, "Value": …}` and returns its type's code. */
function appendTypedValue(reader: JsonReader, { text }: AttributeColumns): number {
  let type = -1
  let valueAt = -1
  for (let field = reader.firstField(TYPED_VALUE); field !== NO_MORE_FIELDS; field = reader.nextField(TYPED_VALUE)) {
    const first = reader.peek()
    if (field === 0 && first === QUOTE) {
      reader.scanString()
      type = TYPE.find(reader.token, reader.tokenStart, reader.tokenEnd)
    } else {
      if (field === 1) valueAt = reader.position
      reader.skipValue()
    }
  }
  if (valueAt < 0) return TYPE_CODES.n
  reader.position = valueAt
  const first = reader.peek()
  if (type === Type.double && (first === MINUS || (first >= 0x30 && first <= 0x39))) {
    reader.scanNumber()
    return appendDouble(reader, text) || TYPE_CODES.n
  }
  const code = appendJsonValue(reader, text)
  return code === TYPE_CODES.s && type === Type.bytes ? TYPE_CODES.x : code
}
