import type { TextArena } from '../../columns/TextArena'
import { copyJson, copyScalar } from '../../json/copyJson'
import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE, OPEN_BRACKET, QUOTE } from '../../json/JsonReader'
import { scanNumeric } from '../../json/readNumber'
import { appendDouble, appendInteger } from '../../json/numberText'
import { ANY_VALUE, AnyValueField, KEY_VALUE, KeyValueField, VALUES } from './anyValueFields'

/** Deeper values are refused: a key behind its value costs one more look at all that lies within. */
const MOST_DEPTH = 500
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?$/

/** A list that has been stepped into: of pairs, or of values. */
interface OpenList {
  pairs: boolean
  /** Objects in which its `values` lie: they end behind it. */
  objects: number
}

/** Appends an `AnyValue` that holds an array or a list of pairs as compact JSON text: `["a",1]`, `{"k":true}`. */
export function appendAnyValueJson(reader: JsonReader, into: TextArena): void {
  const open: OpenList[] = []
  let follows = true
  for (;;) {
    if (follows) {
      const list = beginValue(reader, into)
      if (list !== null) {
        if (open.push(list) > MOST_DEPTH) throw new RecordFault('too_deep', 'an attribute is nested too deeply')
        follows = !list.pairs || beginPair(reader, into)
        continue
      }
    }
    for (;;) {
      const list = open.at(-1)
      if (list === undefined) return
      // A pair without a value has been read to its end already.
      if (list.pairs && follows) finishObject(reader)
      if (reader.nextElement()) {
        into.append(',')
        follows = !list.pairs || beginPair(reader, into)
        break
      }
      into.append(list.pairs ? '}' : ']')
      open.pop()
      for (let objects = list.objects; objects > 0; objects--) finishObject(reader)
      follows = true
    }
  }
}

/** Appends a value that is none of the two whole. Else steps in, up to the first element, unless there is none. */
function beginValue(reader: JsonReader, into: TextArena): OpenList | null {
  if (reader.peek() !== OPEN_BRACE) {
    copyJson(reader, into)
    return null
  }
  let written = false
  let wrappers = 0
  let field = reader.firstField(ANY_VALUE)
  for (;;) {
    if (field === NO_MORE_FIELDS) {
      if (wrappers-- === 0) break
    } else if (written || field < 0) reader.skipValue()
    else if (field < AnyValueField.array) {
      appendScalar(reader, into, field)
      written = true
    } else if (reader.peek() !== OPEN_BRACE) {
      copyJson(reader, into)
      written = true
    } else if (field === AnyValueField.wrapper) {
      wrappers++
      field = reader.firstField(ANY_VALUE)
      continue
    } else {
      const pairs = field === AnyValueField.list
      into.append(pairs ? '{' : '[')
      if (firstValue(reader)) return { pairs, objects: wrappers + 2 }
      into.append(pairs ? '}' : ']')
      written = true
    }
    field = reader.nextField(ANY_VALUE)
  }
  if (!written) into.append('null')
  return null
}

/** Steps into the object `{"values": […]}`: whether there is a first element. If not, the object has been read to its end. */
function firstValue(reader: JsonReader): boolean {
  for (let field = reader.firstField(VALUES); field !== NO_MORE_FIELDS; field = reader.nextField(VALUES)) {
    if (field < 0 || reader.peek() !== OPEN_BRACKET) reader.skipValue()
    else if (reader.firstElement()) return true
  }
  return false
}

/** Steps into a pair and appends its key, so that its value follows. Without value: appends `null`, and returns false behind the pair. */
function beginPair(reader: JsonReader, into: TextArena): boolean {
  let valueAt = -1
  let named = false
  for (let field = reader.firstField(KEY_VALUE); field !== NO_MORE_FIELDS; field = reader.nextField(KEY_VALUE)) {
    if (field === KeyValueField.key && !named && reader.peek() === QUOTE) {
      copyScalar(reader, into)
      into.append(':')
      named = true
      if (valueAt < 0) continue
      reader.position = valueAt
      return true
    }
    if (field === KeyValueField.value && named) return true
    if (field === KeyValueField.value && valueAt < 0) {
      reader.peek()
      valueAt = reader.position
    }
    reader.skipValue()
  }
  into.append(named ? 'null' : valueAt < 0 ? '"":null' : '"":')
  if (named || valueAt < 0) return false
  reader.position = valueAt
  return true
}

function appendScalar(reader: JsonReader, into: TextArena, field: number): void {
  if (field !== AnyValueField.integer && field !== AnyValueField.double) return copyJson(reader, into)
  if (!scanNumeric(reader, 'a number among the attributes')) {
    into.append('null')
    return
  }
  const begin = into.length
  const type = field === AnyValueField.integer ? appendInteger(reader, into) : appendDouble(reader, into)
  const written = into.read(begin, into.length - begin)
  if (type !== 0 && JSON_NUMBER.test(written)) return
  into.length = begin
  into.append(JSON.stringify(type === 0 ? 'NaN' : written))
}

/** Skips the fields that are left of an object. */
function finishObject(reader: JsonReader): void {
  while (reader.nextField(VALUES) !== NO_MORE_FIELDS) reader.skipValue()
}
