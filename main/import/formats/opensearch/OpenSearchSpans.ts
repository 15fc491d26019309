import { Deferred } from '../../columns/Deferred'
import { KeptText } from '../../columns/KeptText'
import type { Resource } from '../../columns/Resource'
import { FieldNames } from '../../json/FieldNames'
import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE, QUOTE } from '../../json/JsonReader'
import { readEnum } from '../../json/readEnum'
import { nullIfNoId, readId, SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import { readInstant } from '../../json/readInstant'
import { readCount, readNanoseconds } from '../../json/readNumber'
import { readSomeText, readText, skipNull } from '../../json/readText'
import { NO_TIME } from '../../SpanBatch'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { endOf } from '../endOf'
import { RepeatedId } from '../jaeger/RepeatedId'
import { TagObject } from '../jaeger/TagObject'
import { NamedScopes } from '../NamedScopes'
import { EventsAndLinks } from './EventsAndLinks'
import { Field, KINDS, SPAN, STATUS_CODES } from './spanFields'
import { SpanOrigin } from './SpanOrigin'

const STATUS = new FieldNames(['code', 'message'])
const SCOPE = new FieldNames(['name', 'version'])
const STATUS_COUNT = 3
const KIND_COUNT = 6

/** Reads spans as documents: flat, with dots in the names of fields, or with objects within. */
export class OpenSearchSpans {
  private readonly builder: SpanBatchBuilder
  private readonly kept = new KeptText()
  private readonly traceIds: RepeatedId
  private readonly origin = new SpanOrigin()
  private readonly attributes: TagObject
  private readonly eventsAndLinks: EventsAndLinks
  private readonly scopes: NamedScopes
  private resource = new Deferred<Resource>()
  private scopeName = { offset: 0, length: -1 }
  private scopeVersion = { offset: 0, length: -1 }

  constructor(builder: SpanBatchBuilder) {
    this.builder = builder
    this.traceIds = new RepeatedId(builder.text, this.kept, readId, TRACE_ID_DIGITS)
    this.attributes = new TagObject(builder.spans.attributes, null)
    this.eventsAndLinks = new EventsAndLinks(builder)
    this.scopes = new NamedScopes(builder.text)
  }

  /** Reads one span into the row that it begins. */
  read(reader: JsonReader): void {
    if (reader.peek() !== OPEN_BRACE) throw new RecordFault('not_a_span', 'a span is not an object')
    const { builder, origin } = this
    const { spans, text } = builder
    const row = builder.beginSpan()
    this.kept.beginRow(row)
    origin.begin()
    this.scopeName.length = -1
    this.scopeVersion.length = -1
    let duration = NO_TIME
    let timestamp = NO_TIME
    let identified = false
    for (let field = reader.firstField(SPAN); field !== NO_MORE_FIELDS; field = reader.nextField(SPAN)) {
      switch (field) {
        case Field.traceId:
          this.traceIds.read(reader, spans.traceId, row, 'the trace id')
          break
        case Field.spanId:
          readId(reader, text, spans.spanId, row, SPAN_ID_DIGITS, 'the span id')
          identified = true
          break
        case Field.parentSpanId:
          readId(reader, text, spans.parentSpanId, row, SPAN_ID_DIGITS, 'the parent’s span id')
          nullIfNoId(text, spans.parentSpanId, row)
          break
        case Field.traceState:
          readSomeText(reader, text, spans.traceState, row, 'the trace state')
          break
        case Field.name:
          readText(reader, text, spans.name, row, 'the name')
          break
        case Field.kind:
          spans.kind[row] = Math.max(0, readEnum(reader, KINDS, KIND_COUNT, 'the kind'))
          break
        case Field.startTime:
          spans.start[row] = readInstant(reader, 'startTime')
          break
        case Field.timestamp:
          timestamp = readInstant(reader, '@timestamp')
          break
        case Field.endTime:
          spans.end[row] = readInstant(reader, 'endTime')
          break
        case Field.duration:
          duration = readNanoseconds(reader, 1, 'the duration')
          break
        case Field.serviceName:
          origin.readService(reader)
          break
        case Field.resource:
          origin.readObject(reader)
          break
        case Field.events:
          this.eventsAndLinks.readEvents(reader, row)
          break
        case Field.links:
          this.eventsAndLinks.readLinks(reader, row)
          break
        case Field.droppedAttributes:
          spans.droppedAttributes[row] = readCount(reader, 'droppedAttributesCount')
          break
        case Field.droppedEvents:
          spans.droppedEvents[row] = readCount(reader, 'droppedEventsCount')
          break
        case Field.droppedLinks:
          spans.droppedLinks[row] = readCount(reader, 'droppedLinksCount')
          break
        case Field.attributes:
          this.attributes.read(reader)
          break
        case Field.status:
          this.readStatus(reader, row)
          break
        case Field.statusCode:
          spans.status[row] = readStatusCode(reader)
          break
        case Field.statusMessage:
          readSomeText(reader, text, spans.statusMessage, row, 'the message of the status')
          break
        case Field.scope:
          this.readScope(reader)
          break
        case Field.scopeName:
          this.readPlace(reader, this.scopeName)
          break
        case Field.scopeVersion:
          this.readPlace(reader, this.scopeVersion)
          break
        case Field.flags:
          spans.flags[row] = readCount(reader, 'flags')
          break
        default:
          origin.readOther(reader, spans.attributes)
      }
    }
    if (!identified) throw new RecordFault('not_a_span', 'a span has no span id')
    if (spans.start[row] === NO_TIME) spans.start[row] = timestamp
    if (spans.end[row] === NO_TIME) spans.end[row] = endOf(spans.start[row], duration)
    this.resource = origin.finish(reader)
  }

  /** Ends the span that was read, which cannot be taken back from then on. */
  end(): void {
    const { scopeName, scopeVersion } = this
    const hasScope = scopeName.length > 0 || scopeVersion.length > 0
    this.builder.endSpan(this.resource, hasScope ? this.scopes.get(scopeName, scopeVersion) : null)
  }

  private readStatus(reader: JsonReader, row: number): void {
    if (reader.peek() !== OPEN_BRACE) return reader.skipValue()
    const { spans, text } = this.builder
    for (let field = reader.firstField(STATUS); field !== NO_MORE_FIELDS; field = reader.nextField(STATUS)) {
      if (field === 0) spans.status[row] = readStatusCode(reader)
      else if (field === 1) readSomeText(reader, text, spans.statusMessage, row, 'the message of the status')
      else reader.skipValue()
    }
  }

  private readScope(reader: JsonReader): void {
    if (reader.peek() !== OPEN_BRACE) return reader.skipValue()
    for (let field = reader.firstField(SCOPE); field !== NO_MORE_FIELDS; field = reader.nextField(SCOPE)) {
      if (field === 0) this.readPlace(reader, this.scopeName)
      else if (field === 1) this.readPlace(reader, this.scopeVersion)
      else reader.skipValue()
    }
  }

  private readPlace(reader: JsonReader, place: { offset: number; length: number }): void {
    if (reader.peek() !== QUOTE) return reader.skipValue()
    const { text } = this.builder
    place.offset = text.length
    reader.readString(text)
    place.length = text.length - place.offset
  }
}

function readStatusCode(reader: JsonReader): number {
  return skipNull(reader) ? 0 : Math.max(0, readEnum(reader, STATUS_CODES, STATUS_COUNT, 'the status'))
}
