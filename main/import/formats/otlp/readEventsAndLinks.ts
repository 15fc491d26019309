import { FieldNames } from '../../json/FieldNames'
import { type JsonReader, NO_MORE_FIELDS } from '../../json/JsonReader'
import { readId, SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import { readSomeText, readText, skipNull } from '../../json/readText'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { readAttributes } from './readAttributes'
import { readTime } from './readTime'

const EVENT = new FieldNames([['timeUnixNano', 'time_unix_nano'], 'name', 'attributes'])
const LINK = new FieldNames([
  ['traceId', 'trace_id'],
  ['spanId', 'span_id'],
  ['traceState', 'trace_state'],
  'attributes',
])

export function readEvents(reader: JsonReader, { events, text }: SpanBatchBuilder, span: number): void {
  if (skipNull(reader) || !reader.firstElement()) return
  do {
    const row = events.begin(span)
    for (let field = reader.firstField(EVENT); field !== NO_MORE_FIELDS; field = reader.nextField(EVENT)) {
      if (field === 0) events.time[row] = readTime(reader, 'timeUnixNano')
      else if (field === 1) readText(reader, text, events.name, row, 'the name of an event')
      else if (field === 2) readAttributes(reader, events.attributes)
      else reader.skipValue()
    }
  } while (reader.nextElement())
}

export function readLinks(reader: JsonReader, { links, text }: SpanBatchBuilder, span: number): void {
  if (skipNull(reader) || !reader.firstElement()) return
  do {
    const row = links.begin(span)
    for (let field = reader.firstField(LINK); field !== NO_MORE_FIELDS; field = reader.nextField(LINK)) {
      if (field === 0) readId(reader, text, links.traceId, row, TRACE_ID_DIGITS, 'the traceId of a link')
      else if (field === 1) readId(reader, text, links.spanId, row, SPAN_ID_DIGITS, 'the spanId of a link')
      else if (field === 2) readSomeText(reader, text, links.traceState, row, 'the traceState of a link')
      else if (field === 3) readAttributes(reader, links.attributes)
      else reader.skipValue()
    }
  } while (reader.nextElement())
}
