import { type AttributeColumns, TYPE_CODES } from '../../columns/AttributeColumns'
import { FieldNames } from '../../json/FieldNames'
import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, NO_MORE_FIELDS, QUOTE } from '../../json/JsonReader'
import { readEnum } from '../../json/readEnum'
import { readKeyInto } from '../../json/readKeyInto'
import type { TagRead } from './TagRead'
import { type BinaryForm, TAG_TYPES, TagType } from './tagTypes'

/** The values in the order of `TagType`. */
const TAG = new FieldNames([
  ['vStr', 'v_str'],
  ['vBool', 'v_bool'],
  ['vInt64', 'v_int64', 'vLong'],
  ['vFloat64', 'v_float64', 'vDouble'],
  ['vBinary', 'v_binary'],
  'key',
  ['vType', 'v_type'],
])
const VALUES = 5
const KEY = 5
const TYPE = 6
/** What a value is that is not written, because it is the type's zero. */
const ZEROS = [
  { text: '', code: TYPE_CODES.s },
  { text: 'false', code: TYPE_CODES.b },
  { text: '0', code: TYPE_CODES.i },
  { text: '0', code: TYPE_CODES.d },
  { text: '', code: TYPE_CODES.x },
] as const

const valueAt = new Int32Array(VALUES)

/**
 * Reads a tag of Jaeger's protobuf model, `{"key": …, "vType": "INT64", "vInt64": …}` in any order, into the row of
 * `columns` begun last. Fields with their zero value may be missing, or all be there.
 */
export function readProtoTag(reader: JsonReader, columns: AttributeColumns, binary: BinaryForm, tag: TagRead): void {
  tag.begin()
  valueAt.fill(-1)
  let type: number = TagType.none
  let last = -1
  let only: number = TagType.string
  for (let field = reader.firstField(TAG); field !== NO_MORE_FIELDS; field = reader.nextField(TAG)) {
    const first = reader.peek()
    last = reader.position
    if (field === KEY) {
      if (first !== QUOTE) throw new RecordFault('wrong_type', 'the key of a tag is not text')
      tag.key = readKeyInto(reader, columns)
    } else if (field === TYPE) {
      type = readEnum(reader, TAG_TYPES, VALUES, 'vType')
    } else if (field >= 0) {
      valueAt[field] = last
      only = field
      if (field === type && tag.key >= 0) tag.readValue(reader, columns, binary, type)
      else reader.skipValue()
    } else reader.skipValue()
  }
  if (tag.key < 0) return
  if (type < 0) type = (valueAt[TagType.string] ?? -1) >= 0 ? TagType.string : only
  const at = valueAt[type] ?? -1
  if (at >= 0) {
    tag.finish(reader, columns, binary, type, at, at === last)
    return
  }
  const zero = ZEROS[type] ?? ZEROS[0]
  tag.setText(columns, zero.text, zero.code)
}
