import { TYPE_CODES } from '../../columns/AttributeColumns'
import { appendJsonValue } from '../../json/appendJsonValue'
import { FieldNames } from '../../json/FieldNames'
import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE, QUOTE } from '../../json/JsonReader'
import { appendDouble, appendInteger } from '../../json/numberText'
import { readId, SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import { readNanoseconds } from '../../json/readNumber'
import { readText, skipNull } from '../../json/readText'
import { NO_TIME } from '../../SpanBatch'
import type { Endpoints, KnownEndpoint } from './endpoints'
import { LETTER_T } from './spanParts'
import { ADDRESSES, CORE_ANNOTATIONS, type V1Record } from './V1Record'

const SPAN = new FieldNames([
  'traceId',
  'id',
  'parentId',
  'name',
  'timestamp',
  'duration',
  'annotations',
  'binaryAnnotations',
  'debug',
  ['kind', 'localEndpoint', 'remoteEndpoint', 'tags', 'shared'],
])
const ANNOTATION = new FieldNames(['timestamp', 'value', 'endpoint'])
const BINARY_ANNOTATION = new FieldNames(['key', 'value', 'endpoint', 'type'])
const CORE = new FieldNames(CORE_ANNOTATIONS)
const ADDRESS = new FieldNames(ADDRESSES)
const TYPE = new FieldNames(['STRING', 'BOOL', 'BYTES', ['I16', 'I32', 'I64'], 'DOUBLE'])
const Type = { bytes: 2, integer: 3, double: 4 } as const

/** Reads a span of version 1; false where it has what only version 2 has. */
export function readV1Record(reader: JsonReader, endpoints: Endpoints, record: V1Record): boolean {
  if (reader.peek() !== OPEN_BRACE) throw new RecordFault('not_a_span', 'a span is not an object')
  const { text } = record
  record.clear()
  let isV2 = false
  for (let field = reader.firstField(SPAN); field !== NO_MORE_FIELDS; field = reader.nextField(SPAN)) {
    if (field === 0) readId(reader, text, record.traceId, 0, TRACE_ID_DIGITS, 'traceId')
    else if (field === 1) readId(reader, text, record.id, 0, SPAN_ID_DIGITS, 'id')
    else if (field === 2) readId(reader, text, record.parentId, 0, SPAN_ID_DIGITS, 'parentId')
    else if (field === 3) readText(reader, text, record.name, 0, 'name')
    else if (field === 4) record.timestamp = readSome(reader, 'timestamp')
    else if (field === 5) record.duration = readSome(reader, 'duration')
    else if (field === 6) readAnnotations(reader, endpoints, record)
    else if (field === 7) readBinaryAnnotations(reader, endpoints, record)
    else {
      if (field === 8) record.debug = reader.peek() === LETTER_T
      isV2 ||= field === 9
      reader.skipValue()
    }
  }
  if ((record.id.length[0] ?? -1) < 0) throw new RecordFault('not_a_span', 'a span has no id')
  return !isV2
}

/** A time or duration of which 0 means none. */
function readSome(reader: JsonReader, field: string): bigint {
  const value = readNanoseconds(reader, 1000, field)
  return value === 0n ? NO_TIME : value
}

function readAnnotations(reader: JsonReader, endpoints: Endpoints, record: V1Record): void {
  if (skipNull(reader) || !reader.firstElement()) return
  const { text, value } = record
  do {
    const row = record.addAnnotation()
    const annotation = record.annotations[row]
    for (let field = reader.firstField(ANNOTATION); field !== NO_MORE_FIELDS; field = reader.nextField(ANNOTATION)) {
      if (annotation === undefined || field < 0) reader.skipValue()
      else if (field === 0) annotation.time = readNanoseconds(reader, 1000, 'the timestamp of an annotation')
      else if (field === 2) annotation.endpoint = readSomeEndpoint(reader, endpoints)
      else {
        readText(reader, text, value, row, 'the value of an annotation')
        const start = value.offset[row] ?? 0
        annotation.core = CORE_ANNOTATIONS[CORE.find(text.bytes, start, start + (value.length[row] ?? 0))] ?? null
      }
    }
    // Only an endpoint tells whose moment it is.
    if (annotation !== undefined && annotation.endpoint === null) annotation.core = null
  } while (reader.nextElement())
}

function readBinaryAnnotations(reader: JsonReader, endpoints: Endpoints, record: V1Record): void {
  if (skipNull(reader) || !reader.firstElement()) return
  const { text, tagKey } = record
  do {
    const row = record.addBinaryAnnotation()
    const annotation = record.binaryAnnotations[row]
    let type = -1
    let valueAt = -1
    for (
      let field = reader.firstField(BINARY_ANNOTATION);
      field !== NO_MORE_FIELDS;
      field = reader.nextField(BINARY_ANNOTATION)
    ) {
      const first = reader.peek()
      if (annotation === undefined || field < 0) reader.skipValue()
      else if (field === 0) readText(reader, text, tagKey, row, 'the key of a binary annotation')
      else if (field === 2) annotation.endpoint = readSomeEndpoint(reader, endpoints)
      else if (field === 3 && first === QUOTE) {
        reader.scanString()
        type = TYPE.find(reader.token, reader.tokenStart, reader.tokenEnd)
      } else {
        if (field === 1) valueAt = reader.position
        reader.skipValue()
      }
    }
    if (annotation === undefined) continue
    const start = tagKey.offset[row] ?? 0
    const address = ADDRESSES[ADDRESS.find(text.bytes, start, start + Math.max(tagKey.length[row] ?? 0, 0))] ?? null
    if (annotation.endpoint !== null) annotation.address = address
    if (annotation.address === null && valueAt >= 0) annotation.type = readValue(reader, valueAt, type, record, row)
  } while (reader.nextElement())
}

function readSomeEndpoint(reader: JsonReader, endpoints: Endpoints): KnownEndpoint | null {
  return skipNull(reader) ? null : endpoints.read(reader)
}

/** Reads the value of a tag, which lies at `position`: the declared type counts where the value is a string of it. */
function readValue(reader: JsonReader, position: number, type: number, record: V1Record, row: number): number {
  const end = reader.position
  reader.position = position
  const { text, tagValue } = record
  const offset = text.length
  let code = 0
  if (reader.peek() === QUOTE && (type === Type.integer || type === Type.double)) {
    reader.scanString()
    code = type === Type.integer ? appendInteger(reader, text) : appendDouble(reader, text)
    if (code === 0) reader.position = position
  }
  if (code === 0) code = appendJsonValue(reader, text)
  if (code === TYPE_CODES.s && type === Type.bytes) code = TYPE_CODES.x
  if (code !== TYPE_CODES.n) tagValue.set(row, offset, text.length - offset)
  reader.position = end
  return code
}
