import { FieldNames } from '../../json/FieldNames'
import { FieldOrder } from '../../json/FieldOrder'
import { type JsonReader, NO_MORE_FIELDS } from '../../json/JsonReader'
import { readSomeText, readText, skipNull } from '../../json/readText'
import type { OtlpJsonRecords } from './OtlpJsonRecords'
import { readSpanId, readTraceId } from './readOtlpId'
import { readTimeCell } from './readTime'

const EVENT = new FieldOrder(new FieldNames([['timeUnixNano', 'time_unix_nano'], 'name', 'attributes']))
const LINK = new FieldNames([
  ['traceId', 'trace_id'],
  ['spanId', 'span_id'],
  ['traceState', 'trace_state'],
  'attributes',
])

export function readEvents(reader: JsonReader, records: OtlpJsonRecords, span: number): void {
  if (skipNull(reader) || !reader.firstElement()) return
  const { notices, eventTimes } = records
  const { events, text } = records.builder
  do {
    const row = events.begin(span)
    for (let field = EVENT.first(reader); field !== NO_MORE_FIELDS; field = EVENT.next(reader, field)) {
      if (field === 0) readTimeCell(reader, notices, eventTimes, events.time, row, 'timeUnixNano')
      else if (field === 1) readText(reader, text, events.name, row, 'the name of an event')
      else if (field === 2) records.eventAttributes.read(reader)
      else reader.skipValue()
    }
  } while (reader.nextElement())
}

export function readLinks(reader: JsonReader, records: OtlpJsonRecords, span: number): void {
  if (skipNull(reader) || !reader.firstElement()) return
  const { links, text } = records.builder
  do {
    const row = links.begin(span)
    for (let field = reader.firstField(LINK); field !== NO_MORE_FIELDS; field = reader.nextField(LINK)) {
      if (field === 0) readTraceId(reader, records, links.traceId, row)
      else if (field === 1) readSpanId(reader, records, links.spanId, row, 'the spanId of a link')
      else if (field === 2) readSomeText(reader, text, links.traceState, row, 'the traceState of a link')
      else if (field === 3) records.linkAttributes.read(reader)
      else reader.skipValue()
    }
  } while (reader.nextElement())
}
