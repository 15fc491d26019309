import { type AttributeColumns, TYPE_CODES } from '../../columns/AttributeColumns'
import type { TextArena } from '../../columns/TextArena'
import { appendBase64 } from '../../protobuf/appendBase64'
import { appendDouble, appendInt64 } from '../../protobuf/numberText'
import type { ProtobufReader } from '../../protobuf/ProtobufReader'
import { appendAnyValueJson } from './anyValueJson'
import { AnyValueTag } from './messageTags'
import { findValue } from './findValue'

const LONG = 0x80

/** Reads the `AnyValue` up to `end` as the value of an attribute. Returns its type's code. */
export function readAnyValue(reader: ProtobufReader, end: number, columns: AttributeColumns, key: number): number {
  const { text } = columns
  const offset = text.length
  const { bytes, position } = reader
  const length = bytes[position + 1] ?? LONG
  // As most are: one short text.
  if (bytes[position] === AnyValueTag.text && length < LONG && position + 2 + length === end) {
    reader.position = position + 2
    reader.text(end, text)
    columns.set(key, offset, text.length - offset, TYPE_CODES.s)
    return TYPE_CODES.s
  }
  const type = appendAnyValue(reader, end, text)
  if (type === TYPE_CODES.n) columns.set(key, 0, -1, type)
  else columns.set(key, offset, text.length - offset, type)
  return type
}

/** Appends the `AnyValue` up to `end` in the text form of the archive and returns its type's code; `n`, with nothing appended, for none. */
export function appendAnyValue(reader: ProtobufReader, end: number, into: TextArena): number {
  const start = reader.position
  switch (findValue(reader, end)) {
    case AnyValueTag.text:
      reader.text(reader.open(end), into)
      return TYPE_CODES.s
    case AnyValueTag.boolean:
      into.append(reader.varint(end) === 0 ? 'false' : 'true')
      return TYPE_CODES.b
    case AnyValueTag.integer:
      appendInt64(reader, end, into)
      return TYPE_CODES.i
    case AnyValueTag.double:
      appendDouble(reader, reader.position, into)
      return TYPE_CODES.d
    case AnyValueTag.bytes: {
      const contentEnd = reader.open(end)
      appendBase64(reader.bytes, reader.position, contentEnd, into)
      return TYPE_CODES.x
    }
    case AnyValueTag.array:
      reader.position = start
      appendAnyValueJson(reader, end, into)
      return TYPE_CODES.a
    case AnyValueTag.list:
      reader.position = start
      appendAnyValueJson(reader, end, into)
      return TYPE_CODES.m
    default:
      return TYPE_CODES.n
  }
}
