import { FieldNames } from '../../json/FieldNames'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACKET } from '../../json/JsonReader'
import { readId, SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import { readSomeText } from '../../json/readText'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { TagObject } from '../jaeger/TagObject'
import { readEvents } from '../readEventsAndLinks'

const EVENT = new FieldNames(['name', ['time', 'timestamp', '@timestamp'], 'attributes'])
const LINK = new FieldNames([
  ['traceId', 'trace_id'],
  ['spanId', 'span_id'],
  ['traceState', 'trace_state'],
  'attributes',
])

/** Reads the events and links of spans which are documents. */
export class EventsAndLinks {
  private readonly builder: SpanBatchBuilder
  private readonly eventAttributes: TagObject
  private readonly linkAttributes: TagObject

  constructor(builder: SpanBatchBuilder) {
    this.builder = builder
    this.eventAttributes = new TagObject(builder.events.attributes, null)
    this.linkAttributes = new TagObject(builder.links.attributes, null)
  }

  readEvents(reader: JsonReader, span: number): void {
    if (reader.peek() !== OPEN_BRACKET) return reader.skipValue()
    readEvents(reader, this.builder, span, EVENT, () => this.eventAttributes.read(reader))
  }

  readLinks(reader: JsonReader, span: number): void {
    if (reader.peek() !== OPEN_BRACKET) return reader.skipValue()
    if (!reader.firstElement()) return
    const { links, text } = this.builder
    do {
      const row = links.begin(span)
      for (let field = reader.firstField(LINK); field !== NO_MORE_FIELDS; field = reader.nextField(LINK)) {
        if (field === 0) readId(reader, text, links.traceId, row, TRACE_ID_DIGITS, 'the trace id of a link')
        else if (field === 1) readId(reader, text, links.spanId, row, SPAN_ID_DIGITS, 'the span id of a link')
        else if (field === 2) readSomeText(reader, text, links.traceState, row, 'the trace state of a link')
        else if (field === 3) this.linkAttributes.read(reader)
        else reader.skipValue()
      }
    } while (reader.nextElement())
  }
}
