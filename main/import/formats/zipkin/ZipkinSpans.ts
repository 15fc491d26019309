import { TYPE_CODES } from '../../columns/AttributeColumns'
import { ByteInterner } from '../../columns/ByteInterner'
import { Deferred } from '../../columns/Deferred'
import type { Resource } from '../../columns/Resource'
import { FieldNames } from '../../json/FieldNames'
import { appendJsonValue } from '../../json/appendJsonValue'
import { RecordFault } from '../../json/JsonFault'
import { CLOSE_BRACE, COLON, COMMA, type JsonReader, NO_MORE_FIELDS, OPEN_BRACE, QUOTE } from '../../json/JsonReader'
import { readEnum } from '../../json/readEnum'
import { isNoId, readId, SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import { readKeyInto } from '../../json/readKeyInto'
import { readNanoseconds } from '../../json/readNumber'
import { readText, skipNull } from '../../json/readText'
import { NO_TIME } from '../../SpanBatch'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { endOf } from '../endOf'
import { KIND_NAMES } from '../kindNames'
import { OtelTags } from '../OtelTags'
import { addRemoteEndpoint, readEndpoint, readLocalEndpoint } from './endpoints'

const SPAN = new FieldNames([
  'traceId',
  'id',
  'parentId',
  'kind',
  'name',
  'timestamp',
  'duration',
  'localEndpoint',
  'remoteEndpoint',
  'annotations',
  'tags',
  'debug',
  'shared',
])
const ANNOTATION = new FieldNames(['timestamp', 'value'])
const ERROR_TAG = new FieldNames(['error'])
const DEBUG = new TextEncoder().encode('zipkin.debug')
const ERROR = 2
const LETTER_T = 0x74

/** Reads spans of Zipkin's v2 model. A report is taken as it is: what belongs together is not merged here. */
export class ZipkinSpans {
  private readonly builder: SpanBatchBuilder
  private readonly tags: OtelTags
  private readonly resources = new ByteInterner<Deferred<Resource>>()
  private readonly unknown = new Deferred<Resource>()
  private resource = this.unknown
  private row = 0
  /** Where the value of the tag `error` lies; a length of −1 for none. */
  private error = { offset: 0, length: -1 }

  constructor(builder: SpanBatchBuilder) {
    this.builder = builder
    this.tags = new OtelTags(builder)
  }

  /** Reads one span and ends it. */
  read(reader: JsonReader): void {
    if (reader.peek() !== OPEN_BRACE) throw new RecordFault('not_a_span', 'a span is not an object')
    const { builder } = this
    const { spans, text } = builder
    const row = builder.beginSpan()
    this.row = row
    this.resource = this.unknown
    this.error.length = -1
    this.tags.begin(row)
    let duration = NO_TIME
    let remoteAt = -1
    let identified = false
    for (let field = reader.firstField(SPAN); field !== NO_MORE_FIELDS; field = reader.nextField(SPAN)) {
      switch (field) {
        case 0:
          readId(reader, text, spans.traceId, row, TRACE_ID_DIGITS, 'traceId')
          break
        case 1:
          readId(reader, text, spans.spanId, row, SPAN_ID_DIGITS, 'id')
          identified = true
          break
        case 2:
          readId(reader, text, spans.parentSpanId, row, SPAN_ID_DIGITS, 'parentId')
          break
        case 3:
          spans.kind[row] = Math.max(0, readEnum(reader, KIND_NAMES, 0, 'kind'))
          break
        case 4:
          readText(reader, text, spans.name, row, 'name')
          break
        case 5: {
          const timestamp = readNanoseconds(reader, 1000, 'timestamp')
          spans.start[row] = timestamp === 0n ? NO_TIME : timestamp
          break
        }
        case 6:
          duration = readNanoseconds(reader, 1000, 'duration')
          break
        case 7:
          this.readResource(reader)
          break
        case 8:
          remoteAt = (reader.peek(), reader.position)
          reader.skipValue()
          break
        case 9:
          this.readAnnotations(reader)
          break
        case 10:
          this.readTags(reader)
          break
        case 11:
          if (reader.peek() !== LETTER_T) reader.skipValue()
          else {
            reader.readLiteral()
            spans.attributes.setText(spans.attributes.keyOf(DEBUG), 'true', TYPE_CODES.b)
          }
          break
        case 12:
          spans.shared[row] = reader.peek() === LETTER_T ? 1 : 0
          reader.skipValue()
          break
        default:
          reader.skipValue()
      }
    }
    if (!identified) throw new RecordFault('not_a_span', 'a span has no id')
    this.finish(reader, remoteAt, duration)
    builder.endSpan(this.resource, this.tags.scope)
  }

  private finish(reader: JsonReader, remoteAt: number, duration: bigint): void {
    const { spans, text } = this.builder
    const { row } = this
    const { parentSpanId, spanId } = spans
    const isOwn = text.equals(
      parentSpanId.offset[row] ?? 0,
      parentSpanId.length[row] ?? -1,
      text.bytes,
      spanId.offset[row] ?? 0,
      spanId.length[row] ?? 0,
    )
    if (isOwn || isNoId(text, parentSpanId, row)) parentSpanId.setNull(row)
    spans.end[row] = endOf(spans.start[row], duration)
    if (remoteAt >= 0) {
      const end = reader.position
      reader.position = remoteAt
      addRemoteEndpoint(readEndpoint(reader), spans.attributes)
      reader.position = end
    }
    this.tags.finish()
    if (this.error.length < 0) return
    spans.status[row] = ERROR
    if (this.error.length > 0) spans.statusMessage.set(row, this.error.offset, this.error.length)
  }

  private readResource(reader: JsonReader): void {
    reader.peek()
    const start = reader.position
    reader.skipValue()
    const end = reader.position
    this.resource = this.resources.get(reader.bytes, start, end, () => {
      reader.position = start
      return new Deferred(readLocalEndpoint(reader))
    })
    reader.position = end
  }

  private readAnnotations(reader: JsonReader): void {
    if (skipNull(reader) || !reader.firstElement()) return
    const { events, text } = this.builder
    do {
      const event = events.begin(this.row)
      for (let field = reader.firstField(ANNOTATION); field !== NO_MORE_FIELDS; field = reader.nextField(ANNOTATION)) {
        if (field === 0) events.time[event] = readNanoseconds(reader, 1000, 'the timestamp of an annotation')
        else if (field === 1) readText(reader, text, events.name, event, 'the value of an annotation')
        else reader.skipValue()
      }
    } while (reader.nextElement())
  }

  private readTags(reader: JsonReader): void {
    if (skipNull(reader)) return
    const { attributes } = this.builder.spans
    const { text } = this.builder
    reader.expect(OPEN_BRACE)
    if (reader.peek() === CLOSE_BRACE) {
      reader.position++
      return
    }
    for (;;) {
      if (reader.peek() !== QUOTE) throw reader.fault(reader.position, 'expected a key')
      const key = readKeyInto(reader, attributes)
      reader.expect(COLON)
      const offset = text.length
      const type = appendJsonValue(reader, text)
      const length = type === TYPE_CODES.n ? -1 : text.length - offset
      attributes.set(key, offset, length, type)
      this.takeTag(key, offset, length, type)
      const next = reader.peek()
      if (next !== COMMA && next !== CLOSE_BRACE) throw reader.fault(reader.position, 'expected ‘,’ or ‘}’')
      reader.position++
      if (next === CLOSE_BRACE) return
    }
  }

  /** Any value of `error`, an empty one too, makes the span an error; the tag stays, as it may tell what went wrong. */
  private takeTag(key: number, offset: number, length: number, type: number): void {
    const { keys } = this.builder.spans.attributes
    const start = keys.offset[key] ?? 0
    if (ERROR_TAG.find(keys.text.bytes, start, start + (keys.length[key] ?? 0)) < 0)
      this.tags.take(key, offset, length, type)
    else this.error = { offset, length: Math.max(length, 0) }
  }
}
