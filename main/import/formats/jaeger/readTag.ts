import type { AttributeColumns } from '../../columns/AttributeColumns'
import { FieldNames } from '../../json/FieldNames'
import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, NO_MORE_FIELDS, QUOTE } from '../../json/JsonReader'
import { readKeyInto } from '../../json/readKeyInto'
import type { TagRead } from './TagRead'
import { type BinaryForm, TAG_TYPES, TagType } from './tagTypes'

const TAG = new FieldNames(['key', 'type', 'value'])

/** Reads a tag of Jaeger's UI model, `{"key": …, "type": …, "value": …}` in any order, into the row of `columns` begun last. */
export function readTag(reader: JsonReader, columns: AttributeColumns, binary: BinaryForm, tag: TagRead): void {
  tag.begin()
  let type = -2
  let valueAt = -1
  let last = -1
  for (let field = reader.firstField(TAG); field !== NO_MORE_FIELDS; field = reader.nextField(TAG)) {
    const first = reader.peek()
    const start = reader.position
    last = start
    if (field === 0) {
      if (first !== QUOTE) throw new RecordFault('wrong_type', 'the key of a tag is not text')
      tag.key = readKeyInto(reader, columns)
    } else if (field === 1 && first === QUOTE) {
      reader.scanString()
      type = TAG_TYPES.find(reader.token, reader.tokenStart, reader.tokenEnd)
    } else if (field === 2 && tag.key >= 0 && type > -2) {
      tag.readValue(reader, columns, binary, type)
      valueAt = start
    } else {
      if (field === 2) valueAt = start
      reader.skipValue()
    }
  }
  if (tag.key < 0) return
  if (valueAt < 0) tag.setNull(columns)
  else tag.finish(reader, columns, binary, Math.max(type, TagType.none), valueAt, valueAt === last)
}
