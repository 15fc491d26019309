import { type AttributeColumns, TYPE_CODES } from '../../columns/AttributeColumns'
import type { TextArena } from '../../columns/TextArena'
import { RecordFault } from '../../json/JsonFault'
import { appendJsonValue } from '../../json/appendJsonValue'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE, OPEN_BRACKET } from '../../json/JsonReader'
import { appendDouble, appendInteger } from '../../json/numberText'
import { scanNumeric } from '../../json/readNumber'
import { appendAnyValueJson } from './anyValueJson'
import { ANY_VALUE, AnyValueField } from './anyValueFields'

/** Reads an `AnyValue` as the value of an attribute. */
export function readAnyValue(reader: JsonReader, columns: AttributeColumns, key: number): void {
  const { text } = columns
  const offset = text.length
  const type = appendAnyValue(reader, text)
  if (type === TYPE_CODES.n) columns.set(key, 0, -1, type)
  else columns.set(key, offset, text.length - offset, type)
}

/** Appends an `AnyValue` in the text form of the archive and returns its type's code; `n`, with nothing appended, for none. */
export function appendAnyValue(reader: JsonReader, into: TextArena): number {
  if (reader.peek() !== OPEN_BRACE) return appendJsonValue(reader, into)
  const start = reader.position
  let type: number = TYPE_CODES.n
  let wrappers = 0
  let field = reader.firstField(ANY_VALUE)
  for (;;) {
    if (field === NO_MORE_FIELDS) {
      if (wrappers-- === 0) return type
    } else if (field < 0 || type !== TYPE_CODES.n) reader.skipValue()
    else if (field < AnyValueField.array) type = appendField(reader, into, field)
    else if (reader.peek() !== OPEN_BRACE) type = appendJsonValue(reader, into)
    else if (field === AnyValueField.wrapper) {
      wrappers++
      field = reader.firstField(ANY_VALUE)
      continue
    } else {
      reader.position = start
      appendAnyValueJson(reader, into)
      return field === AnyValueField.array ? TYPE_CODES.a : TYPE_CODES.m
    }
    field = reader.nextField(ANY_VALUE)
  }
}

/** Appends the value of a field of `AnyValue` that is neither array nor list; returns as `appendAnyValue`. */
export function appendField(reader: JsonReader, into: TextArena, field: number): number {
  const first = reader.peek()
  if (first === 0x6e) {
    reader.readLiteral()
    return TYPE_CODES.n
  }
  if (first === OPEN_BRACE || first === OPEN_BRACKET)
    throw new RecordFault('wrong_type', 'an attribute has a value of the wrong type')
  if (field === AnyValueField.integer || field === AnyValueField.double) {
    scanNumeric(reader, 'a number among the attributes')
    const type = field === AnyValueField.integer ? appendInteger(reader, into) : appendDouble(reader, into)
    if (type === 0) throw new RecordFault('wrong_type', 'a number among the attributes is not a number')
    return type
  }
  const type = appendJsonValue(reader, into)
  return field === AnyValueField.bytes ? TYPE_CODES.x : field === AnyValueField.text ? TYPE_CODES.s : type
}
