import type { AttributeSet } from '../../columns/AttributeSet'
import { collectAttributes, NO_ATTRIBUTES, type Resource, resourceOf, type Scope } from '../../columns/Resource'
import { FieldNames } from '../../json/FieldNames'
import { type JsonReader, NO_MORE_FIELDS } from '../../json/JsonReader'
import { readSomeBytes } from '../../json/readSomeBytes'
import { skipNull } from '../../json/readText'
import { readAttributes } from './readAttributes'

const RESOURCE = new FieldNames(['attributes'])
const SCOPE = new FieldNames(['name', 'version', 'attributes'])

export function readResource(reader: JsonReader): Resource {
  let attributes = NO_ATTRIBUTES
  if (skipNull(reader)) return resourceOf(attributes)
  for (let field = reader.firstField(RESOURCE); field !== NO_MORE_FIELDS; field = reader.nextField(RESOURCE)) {
    if (field === 0) attributes = readAttributeSet(reader)
    else reader.skipValue()
  }
  return resourceOf(attributes)
}

/** Null for a scope that tells nothing. */
export function readScope(reader: JsonReader): Scope | null {
  if (skipNull(reader)) return null
  const scope: Scope = { name: null, version: null, attributes: NO_ATTRIBUTES }
  for (let field = reader.firstField(SCOPE); field !== NO_MORE_FIELDS; field = reader.nextField(SCOPE)) {
    if (field === 0) scope.name = readSomeBytes(reader)
    else if (field === 1) scope.version = readSomeBytes(reader)
    else if (field === 2) scope.attributes = readAttributeSet(reader)
    else reader.skipValue()
  }
  const nothing = scope.name === null && scope.version === null && scope.attributes.text.length === 0
  return nothing ? null : scope
}

function readAttributeSet(reader: JsonReader): AttributeSet {
  return collectAttributes((columns) => readAttributes(reader, columns))
}
