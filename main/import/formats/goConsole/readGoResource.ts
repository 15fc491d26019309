import { collectAttributes, NO_ATTRIBUTES, type Resource, resourceOf, type Scope } from '../../columns/Resource'
import { FieldNames } from '../../json/FieldNames'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE } from '../../json/JsonReader'
import { readSomeBytes } from '../../json/readSomeBytes'
import { readGoAttributes } from './readGoAttributes'

const SCOPE = new FieldNames(['Name', 'Version', 'Attributes'])

/** Reads the attributes of a resource. */
export function readGoResource(reader: JsonReader): Resource {
  return resourceOf(collectAttributes((columns) => readGoAttributes(reader, columns)))
}

/** Reads an `instrumentation.Scope`; null for one that tells nothing. */
export function readGoScope(reader: JsonReader): Scope | null {
  if (reader.peek() !== OPEN_BRACE) {
    reader.skipValue()
    return null
  }
  const scope: Scope = { name: null, version: null, attributes: NO_ATTRIBUTES }
  for (let field = reader.firstField(SCOPE); field !== NO_MORE_FIELDS; field = reader.nextField(SCOPE)) {
    if (field === 0) scope.name = readSomeBytes(reader)
    else if (field === 1) scope.version = readSomeBytes(reader)
    else if (field === 2) scope.attributes = collectAttributes((columns) => readGoAttributes(reader, columns))
    else reader.skipValue()
  }
  const nothing = scope.name === null && scope.version === null && scope.attributes.text.length === 0
  return nothing ? null : scope
}
