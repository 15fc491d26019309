import { collectAttributes, type Resource, resourceOf } from '../../columns/Resource'
import { FieldNames } from '../../json/FieldNames'
import { CLOSE_BRACE, COLON, COMMA, type JsonReader, OPEN_BRACE, OPEN_BRACKET, QUOTE } from '../../json/JsonReader'
import { readJsonAttribute } from '../../json/readAttributeObject'
import { readAttributes } from './readAttributes'

const FIELDS = new FieldNames(['attributes', ['schema_url', 'schemaUrl']])

/** Reads a resource whose attributes are a list of `KeyValue`, an object, or its own fields. */
export function readLooseResource(reader: JsonReader): Resource {
  const attributes = collectAttributes((columns) => {
    if (reader.peek() !== OPEN_BRACE) return reader.skipValue()
    reader.position++
    let next = reader.peek() === CLOSE_BRACE ? CLOSE_BRACE : COMMA
    if (next === CLOSE_BRACE) reader.position++
    while (next === COMMA) {
      if (reader.peek() !== QUOTE) throw reader.fault(reader.position, 'expected a key')
      reader.scanString()
      const field = FIELDS.find(reader.token, reader.tokenStart, reader.tokenEnd)
      const key = field < 0 ? columns.keys.intern(reader.token, reader.tokenStart, reader.tokenEnd) : -1
      reader.expect(COLON)
      const first = reader.peek()
      if (key >= 0) readJsonAttribute(reader, columns, key)
      else if (field === 0 && (first === OPEN_BRACE || first === OPEN_BRACKET)) readAttributes(reader, columns)
      else reader.skipValue()
      next = reader.peek()
      if (next !== COMMA && next !== CLOSE_BRACE) throw reader.fault(reader.position, 'expected ‘,’ or ‘}’')
      reader.position++
    }
  })
  return resourceOf(attributes)
}
