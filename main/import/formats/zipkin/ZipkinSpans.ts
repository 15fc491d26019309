import { TYPE_CODES } from '../../columns/AttributeColumns'
import { Deferred } from '../../columns/Deferred'
import type { Resource } from '../../columns/Resource'
import { appendJsonValue } from '../../json/appendJsonValue'
import { FieldNames } from '../../json/FieldNames'
import { RecordFault } from '../../json/JsonFault'
import { CLOSE_BRACE, COLON, COMMA, type JsonReader, NO_MORE_FIELDS, OPEN_BRACE, QUOTE } from '../../json/JsonReader'
import { readEnum } from '../../json/readEnum'
import { readId, SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import { readKeyInto } from '../../json/readKeyInto'
import { readNanoseconds } from '../../json/readNumber'
import { readText, skipNull } from '../../json/readText'
import { NO_TIME } from '../../SpanBatch'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { endOf } from '../endOf'
import { KIND_NAMES } from '../kindNames'
import { addRemoteEndpoint, type Endpoints } from './endpoints'
import { finishParent, LETTER_T, setDebug } from './spanParts'
import { ZipkinTags } from './ZipkinTags'

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
  'binaryAnnotations',
])
/** The fields of version 2 which version 1 does not have. */
const ONLY_V2 = [3, 7, 8, 10, 12]
const ANNOTATION = new FieldNames(['timestamp', 'value', 'endpoint'])

/** Reads spans of Zipkin's v2 model. A report is taken as it is: what belongs together is not merged here. */
export class ZipkinSpans {
  private readonly builder: SpanBatchBuilder
  private readonly endpoints: Endpoints
  private readonly tags: ZipkinTags
  private readonly unknown = new Deferred<Resource>()
  private resource = this.unknown
  private row = 0
  /** The span has what only version 1 has. */
  private isV1 = false

  constructor(builder: SpanBatchBuilder, endpoints: Endpoints) {
    this.builder = builder
    this.endpoints = endpoints
    this.tags = new ZipkinTags(builder)
  }

  /** Reads one span and ends it; false, with the span not ended, for one of version 1. */
  read(reader: JsonReader): boolean {
    if (reader.peek() !== OPEN_BRACE) throw new RecordFault('not_a_span', 'a span is not an object')
    const { builder } = this
    const { spans, text } = builder
    const row = builder.beginSpan()
    this.row = row
    this.resource = this.unknown
    this.isV1 = false
    this.tags.begin(row)
    let duration = NO_TIME
    let remoteAt = -1
    let identified = false
    let isV2 = false
    for (let field = reader.firstField(SPAN); field !== NO_MORE_FIELDS; field = reader.nextField(SPAN)) {
      isV2 ||= ONLY_V2.includes(field)
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
          this.resource = this.endpoints.read(reader).resource
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
          if (reader.peek() === LETTER_T) setDebug(builder)
          reader.skipValue()
          break
        case 12:
          spans.shared[row] = reader.peek() === LETTER_T ? 1 : 0
          reader.skipValue()
          break
        case 13:
          this.isV1 = true
          reader.skipValue()
          break
        default:
          reader.skipValue()
      }
    }
    if (!identified) throw new RecordFault('not_a_span', 'a span has no id')
    if (this.isV1 && !isV2) return false
    spans.end[row] = endOf(spans.start[row], duration)
    finishParent(builder, row)
    this.readRemote(reader, remoteAt)
    this.tags.finish()
    builder.endSpan(this.resource, this.tags.scope)
    return true
  }

  /** The tags count before the remote endpoint, wherever it stands. */
  private readRemote(reader: JsonReader, position: number): void {
    if (position < 0) return
    const end = reader.position
    reader.position = position
    addRemoteEndpoint(this.endpoints.read(reader).endpoint, this.builder.spans.attributes)
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
        else {
          this.isV1 ||= field === 2
          reader.skipValue()
        }
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
      this.tags.take(key, offset, length, type)
      const next = reader.peek()
      if (next !== COMMA && next !== CLOSE_BRACE) throw reader.fault(reader.position, 'expected ‘,’ or ‘}’')
      reader.position++
      if (next === CLOSE_BRACE) return
    }
  }
}
