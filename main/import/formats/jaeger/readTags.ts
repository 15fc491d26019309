import { type AttributeColumns, TYPE_CODES } from '../../columns/AttributeColumns'
import { appendJsonValue } from '../../json/appendJsonValue'
import { FieldNames } from '../../json/FieldNames'
import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, MINUS, NO_MORE_FIELDS, QUOTE } from '../../json/JsonReader'
import { appendDouble, appendInteger } from '../../json/numberText'
import { readKeyInto } from '../../json/readKeyInto'
import { skipNull } from '../../json/readText'

const TAG = new FieldNames(['key', 'type', 'value'])
const TYPE = new FieldNames([
  ['string', 'STRING'],
  ['bool', 'BOOL'],
  ['int64', 'INT64'],
  ['float64', 'FLOAT64'],
  ['binary', 'BINARY'],
])
const Type = { none: -1, string: 0, bool: 1, int64: 2, float64: 3, binary: 4 } as const

/** A tag that was just set: its key, and where its value lies in the text of the columns. */
export type TagRead = (key: number, offset: number, length: number, type: number) => void

/** Reads a list of tags into the row of `columns` begun last. */
export function readTags(reader: JsonReader, columns: AttributeColumns, tagRead?: TagRead): void {
  if (skipNull(reader) || !reader.firstElement()) return
  do {
    const key = readTag(reader, columns)
    if (key >= 0 && tagRead !== undefined) columns.look(key, tagRead)
  } while (reader.nextElement())
}

/** Returns the key, −1 for a tag without one. */
function readTag(reader: JsonReader, columns: AttributeColumns): number {
  let key = -1
  let type = -2
  let valueAt = -1
  let set = false
  for (let field = reader.firstField(TAG); field !== NO_MORE_FIELDS; field = reader.nextField(TAG)) {
    const first = reader.peek()
    if (field === 0) {
      if (first !== QUOTE) throw new RecordFault('wrong_type', 'the key of a tag is not text')
      key = readKeyInto(reader, columns)
    } else if (field === 1 && first === QUOTE) {
      reader.scanString()
      type = TYPE.find(reader.token, reader.tokenStart, reader.tokenEnd)
    } else if (field === 2 && key >= 0 && type > -2) {
      readValue(reader, columns, key, type)
      set = true
    } else {
      if (field === 2) valueAt = reader.position
      reader.skipValue()
    }
  }
  if (set || key < 0) return key
  if (valueAt < 0) {
    columns.set(key, 0, -1, TYPE_CODES.n)
    return key
  }
  const end = reader.position
  reader.position = valueAt
  readValue(reader, columns, key, Math.max(type, Type.none))
  reader.position = end
  return key
}

function readValue(reader: JsonReader, columns: AttributeColumns, key: number, type: number): void {
  const { text } = columns
  const offset = text.length
  const code = appendValue(reader, columns, type)
  if (code === TYPE_CODES.n) columns.set(key, 0, -1, code)
  else columns.set(key, offset, text.length - offset, code)
}

/** The declared type counts where the value is one of it, also as a string: `"204"` is an integer. */
function appendValue(reader: JsonReader, { text }: AttributeColumns, type: number): number {
  const first = reader.peek()
  const isNumber = first === MINUS || (first >= 0x30 && first <= 0x39)
  if (first === QUOTE && (type === Type.int64 || type === Type.float64 || type === Type.bool)) {
    reader.scanString()
    const code =
      type === Type.int64 ? appendInteger(reader, text) : type === Type.float64 ? appendDouble(reader, text) : 0
    if (code !== 0) return code
    const offset = text.length
    text.appendBytes(reader.token, reader.tokenStart, reader.tokenEnd)
    const isBool = type === Type.bool && /^(true|false)$/.test(text.read(offset, text.length - offset))
    return isBool ? TYPE_CODES.b : TYPE_CODES.s
  }
  if (isNumber && (type === Type.float64 || type === Type.string)) {
    reader.scanNumber()
    if (type === Type.float64) return appendDouble(reader, text) || TYPE_CODES.n
    text.appendBytes(reader.token, reader.tokenStart, reader.tokenEnd)
    return TYPE_CODES.s
  }
  const code = appendJsonValue(reader, text)
  if (code === TYPE_CODES.s && type === Type.binary) return TYPE_CODES.x
  return code === TYPE_CODES.b && type === Type.string ? TYPE_CODES.s : code
}
