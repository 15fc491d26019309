import { AttributeColumns } from '../../columns/AttributeColumns'
import { detachAttributes } from '../../columns/AttributeSet'
import { type Resource, resourceOf, type Scope, UNKNOWN_SCOPE } from '../../columns/Resource'
import { TextArena } from '../../columns/TextArena'
import { numbersOf, type ProtobufReader } from '../../protobuf/ProtobufReader'
import { ResourceTag, ScopeTag } from './messageTags'
import { readAttribute } from './readAttribute'

const KNOWN_OF_RESOURCE = numbersOf(ResourceTag)
const KNOWN_OF_SCOPE = numbersOf(ScopeTag)

/** Reads the resource up to `end`. */
export function readResource(reader: ProtobufReader, end: number): Resource {
  return resourceOf(detachAttributes(readResourceAttributes(reader, end)))
}

/** Reads the attributes of the resource up to `end`, as the only row. */
export function readResourceAttributes(reader: ProtobufReader, end: number): AttributeColumns {
  const columns = oneRow()
  while (reader.position < end) {
    const tag = reader.tag(end)
    if (tag === ResourceTag.attributes) readAttribute(reader, reader.open(end), columns)
    else reader.skipUnknown(tag, end, KNOWN_OF_RESOURCE)
  }
  return columns
}

/** Reads the instrumentation scope up to `end`. */
export function readScope(reader: ProtobufReader, end: number): Scope {
  const columns = oneRow()
  let name: Uint8Array | null = null
  let version: Uint8Array | null = null
  while (reader.position < end) {
    const tag = reader.tag(end)
    if (tag === ScopeTag.name) name = readBytes(reader, reader.open(end))
    else if (tag === ScopeTag.version) version = readBytes(reader, reader.open(end))
    else if (tag === ScopeTag.attributes) readAttribute(reader, reader.open(end), columns)
    else reader.skipUnknown(tag, end, KNOWN_OF_SCOPE)
  }
  if (name === null && version === null && columns.count === 0) return UNKNOWN_SCOPE
  return { name, version, attributes: detachAttributes(columns) }
}

function oneRow(): AttributeColumns {
  const columns = new AttributeColumns(new TextArena())
  columns.beginRow(0)
  return columns
}

/** Null for an empty text. */
function readBytes(reader: ProtobufReader, end: number): Uint8Array | null {
  const text = new TextArena(64)
  reader.text(end, text)
  return text.length === 0 ? null : text.bytes.slice(0, text.length)
}
