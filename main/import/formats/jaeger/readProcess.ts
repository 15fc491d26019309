import { type AttributeColumns, TYPE_CODES } from '../../columns/AttributeColumns'
import { collectAttributes, type Resource, resourceOf } from '../../columns/Resource'
import { FieldNames } from '../../json/FieldNames'
import { type JsonReader, NO_MORE_FIELDS, QUOTE } from '../../json/JsonReader'
import { skipNull } from '../../json/readText'
import type { JaegerModel } from './JaegerModel'
import { TagObject } from './TagObject'
import { TagRead } from './TagRead'

const PROCESS = new FieldNames([['serviceName', 'service_name'], 'tags', 'tag'])
const SERVICE_NAME = new TextEncoder().encode('service.name')

/** Reads a process: its service and tags become the attributes of a resource. */
export function readProcess(reader: JsonReader, model: JaegerModel): Resource {
  const attributes = collectAttributes((columns) => {
    const key = columns.keyOf(SERVICE_NAME)
    let offset = 0
    let length = 0
    for (let field = reader.firstField(PROCESS); field !== NO_MORE_FIELDS; field = reader.nextField(PROCESS)) {
      if (field === 0 && reader.peek() === QUOTE) {
        offset = columns.text.length
        reader.readString(columns.text)
        length = columns.text.length - offset
        columns.set(key, offset, length, TYPE_CODES.s)
      } else if (field === 1) readTagList(reader, columns, model)
      else if (field === 2) new TagObject(columns, null).read(reader)
      else reader.skipValue()
    }
    if (length > 0) columns.set(key, offset, length, TYPE_CODES.s)
  })
  return resourceOf(attributes)
}

function readTagList(reader: JsonReader, columns: AttributeColumns, { readTag, binary }: JaegerModel): void {
  if (skipNull(reader) || !reader.firstElement()) return
  const tag = new TagRead()
  do readTag(reader, columns, binary, tag)
  while (reader.nextElement())
}
