import type { AttributeColumns } from '../../columns/AttributeColumns'
import { ByteInterner } from '../../columns/ByteInterner'
import { Deferred } from '../../columns/Deferred'
import { collectAttributes, type Resource, resourceOf } from '../../columns/Resource'
import { FieldNames } from '../../json/FieldNames'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE, QUOTE } from '../../json/JsonReader'
import { readJsonAttribute } from '../../json/readAttributeObject'
import { TagObject } from '../jaeger/TagObject'

const RESOURCE = new FieldNames(['attributes'])
const ATTRIBUTE_PREFIX = new TextEncoder().encode('span.attributes.')
const RESOURCE_PREFIX = new TextEncoder().encode('resource.attributes.')
const SERVICE_NAME = new TextEncoder().encode('service.name')
const AT = 0x40
const DOT = 0x2e

/**
 * Who sent one span, collected from the object `resource`, from fields like `resource.attributes.host@name`, and from
 * `serviceName`, wherever they stand in the document. Reused.
 */
export class SpanOrigin {
  private readonly resources = new ByteInterner<Deferred<Resource>>()
  private readonly none = new Deferred<Resource>()
  /** Where the values lie in the window. */
  private object = -1
  private service = -1
  private entries: { key: Uint8Array; at: number }[] = []
  private spans: { start: number; end: number }[] = []

  begin(): void {
    this.object = -1
    this.service = -1
    if (this.entries.length > 0) this.entries = []
    if (this.spans.length > 0) this.spans = []
  }

  /** The object `resource` follows. */
  readObject(reader: JsonReader): void {
    if (reader.peek() === OPEN_BRACE) this.object = reader.position
    this.skip(reader, reader.position)
  }

  /** The value of `serviceName` follows. */
  readService(reader: JsonReader): void {
    if (reader.peek() === QUOTE) this.service = reader.position
    this.skip(reader, reader.position)
  }

  /** Reads a field that has no name of its own, whose key is the reader’s token, if it is an attribute. */
  readOther(reader: JsonReader, attributes: AttributeColumns): void {
    const { bytes, token, tokenStart, tokenEnd } = reader
    if (startsWith(token, tokenStart, tokenEnd, ATTRIBUTE_PREFIX)) {
      const key = withDots(token.slice(tokenStart + ATTRIBUTE_PREFIX.length, tokenEnd))
      readJsonAttribute(reader, attributes, attributes.keyOf(key))
    } else if (startsWith(token, tokenStart, tokenEnd, RESOURCE_PREFIX)) {
      // The key counts, too, for which resource it is; one with escapes lies outside the window.
      const start = token === bytes ? tokenStart : reader.position
      const key = withDots(token.slice(tokenStart + RESOURCE_PREFIX.length, tokenEnd))
      reader.peek()
      this.entries.push({ key, at: reader.position })
      this.skip(reader, start)
    } else reader.skipValue()
  }

  /** Behind the document: its resource. */
  finish(reader: JsonReader): Deferred<Resource> {
    if (this.spans.length === 0) return this.none
    const written = Buffer.concat(this.spans.map(({ start, end }) => reader.bytes.subarray(start, end)))
    return this.resources.get(written, 0, written.length, () => {
      const end = reader.position
      const resource = resourceOf(collectAttributes((columns) => this.collect(reader, columns)))
      reader.position = end
      return new Deferred(resource)
    })
  }

  private skip(reader: JsonReader, start: number): void {
    reader.skipValue()
    this.spans.push({ start, end: reader.position })
  }

  private collect(reader: JsonReader, columns: AttributeColumns): void {
    if (this.object >= 0) {
      reader.position = this.object
      for (let field = reader.firstField(RESOURCE); field !== NO_MORE_FIELDS; field = reader.nextField(RESOURCE)) {
        if (field === 0) new TagObject(columns, null).read(reader)
        else reader.skipValue()
      }
    }
    for (const { key, at } of this.entries) {
      reader.position = at
      readJsonAttribute(reader, columns, columns.keyOf(key))
    }
    const name = columns.keyOf(SERVICE_NAME)
    if (this.service < 0 || columns.has(name)) return
    reader.position = this.service
    readJsonAttribute(reader, columns, name)
  }
}

function startsWith(bytes: Uint8Array, start: number, end: number, prefix: Uint8Array): boolean {
  if (end - start < prefix.length) return false
  return prefix.every((byte, index) => bytes[start + index] === byte)
}

/** Dots which were written as `@`, for a dot would be a level of its own. */
function withDots(key: Uint8Array): Uint8Array {
  return key.map((byte) => (byte === AT ? DOT : byte))
}
