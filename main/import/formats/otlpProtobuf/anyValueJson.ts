import type { TextArena } from '../../columns/TextArena'
import { RecordFault } from '../../json/JsonFault'
import { appendBase64 } from '../../protobuf/appendBase64'
import { appendJsonString } from '../../protobuf/appendJsonString'
import { appendDouble, appendInt64 } from '../../protobuf/numberText'
import { numbersOf, type ProtobufReader } from '../../protobuf/ProtobufReader'
import { AnyValueTag, KeyValueTag, VALUES_TAG } from './messageTags'
import { findValue } from './findValue'

const MOST_DEPTH = 500
const KNOWN_OF_LIST = 1 << 1
const KNOWN_OF_PAIR = numbersOf(KeyValueTag)

/** A list that has been stepped into. */
interface OpenList {
  pairs: boolean
  /** Where its next element begins, and where it ends. */
  next: number
  end: number
  empty: boolean
}

/** Appends the `AnyValue` up to `end`, with all that lies within, as compact JSON text: `["a",1]`, `{"k":true}`. */
export function appendAnyValueJson(reader: ProtobufReader, end: number, into: TextArena): void {
  const open: OpenList[] = []
  let valueEnd = end
  for (;;) {
    const list = beginValue(reader, valueEnd, into)
    if (list !== null && open.push(list) > MOST_DEPTH) {
      throw new RecordFault('too_deep', 'an attribute is nested too deeply')
    }
    for (;;) {
      const innermost = open.at(-1)
      if (innermost === undefined) return
      valueEnd = nextValue(reader, innermost, into)
      if (valueEnd >= 0) break
      into.append(innermost.pairs ? '}' : ']')
      open.pop()
    }
  }
}

/** Appends the value up to `end` if it is a single one. Else begins its list. */
function beginValue(reader: ProtobufReader, end: number, into: TextArena): OpenList | null {
  const tag = findValue(reader, end)
  switch (tag) {
    case AnyValueTag.array:
    case AnyValueTag.list: {
      const pairs = tag === AnyValueTag.list
      into.append(pairs ? '{' : '[')
      const listEnd = reader.open(end)
      return { pairs, next: reader.position, end: listEnd, empty: true }
    }
    case AnyValueTag.text:
      appendJsonString(reader, reader.open(end), into)
      return null
    case AnyValueTag.boolean:
      into.append(reader.varint(end) === 0 ? 'false' : 'true')
      return null
    case AnyValueTag.integer:
      appendInt64(reader, end, into)
      return null
    case AnyValueTag.double: {
      const isNumber = Number.isFinite(reader.view.getFloat64(reader.position, true))
      if (!isNumber) into.append('"')
      appendDouble(reader, reader.position, into)
      if (!isNumber) into.append('"')
      return null
    }
    case AnyValueTag.bytes: {
      const contentEnd = reader.open(end)
      into.append('"')
      appendBase64(reader.bytes, reader.position, contentEnd, into)
      into.append('"')
      return null
    }
    default:
      into.append('null')
      return null
  }
}

/** Goes to the value of the next element, whose key is appended, and returns where it ends; −1 behind the last. */
function nextValue(reader: ProtobufReader, list: OpenList, into: TextArena): number {
  reader.position = list.next
  while (reader.position < list.end) {
    const tag = reader.tag(list.end)
    if (tag !== VALUES_TAG) {
      reader.skipUnknown(tag, list.end, KNOWN_OF_LIST)
      continue
    }
    if (!list.empty) into.append(',')
    list.empty = false
    list.next = reader.open(list.end)
    return list.pairs ? beginPair(reader, list.next, into) : list.next
  }
  return -1
}

/** Appends the key of the `KeyValue` up to `end`, goes to its value and returns where that ends. */
function beginPair(reader: ProtobufReader, end: number, into: TextArena): number {
  let [keyAt, keyEnd, valueAt, valueEnd] = [end, end, end, end]
  while (reader.position < end) {
    const tag = reader.tag(end)
    if (tag === KeyValueTag.key) {
      keyEnd = reader.open(end)
      keyAt = reader.position
      reader.position = keyEnd
    } else if (tag === KeyValueTag.value) {
      valueEnd = reader.open(end)
      valueAt = reader.position
      reader.position = valueEnd
    } else reader.skipUnknown(tag, end, KNOWN_OF_PAIR)
  }
  reader.position = keyAt
  appendJsonString(reader, keyEnd, into)
  into.append(':')
  reader.position = valueAt
  return valueEnd
}
