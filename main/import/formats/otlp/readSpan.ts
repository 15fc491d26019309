import { SPAN_KINDS, STATUSES } from '../../../../preload/contract/trace'
import { FieldNames } from '../../json/FieldNames'
import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE } from '../../json/JsonReader'
import { isNoId, readId, SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import { readEnum } from '../../json/readEnum'
import { readCount } from '../../json/readNumber'
import { readSomeText, readText, skipNull } from '../../json/readText'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { readAttributes } from './readAttributes'
import { readEvents, readLinks } from './readEventsAndLinks'
import { readTime } from './readTime'

const SPAN = new FieldNames([
  ['traceId', 'trace_id'],
  ['spanId', 'span_id'],
  ['traceState', 'trace_state'],
  ['parentSpanId', 'parent_span_id'],
  'flags',
  'name',
  'kind',
  ['startTimeUnixNano', 'start_time_unix_nano'],
  ['endTimeUnixNano', 'end_time_unix_nano'],
  'attributes',
  ['droppedAttributesCount', 'dropped_attributes_count'],
  'events',
  ['droppedEventsCount', 'dropped_events_count'],
  'links',
  ['droppedLinksCount', 'dropped_links_count'],
  'status',
])

const KIND = new FieldNames(SPAN_KINDS.map((kind) => [`SPAN_KIND_${kind.toUpperCase()}`, kind.toUpperCase()]))
const STATUS = new FieldNames(['code', 'message'])
const STATUS_CODE = new FieldNames(
  STATUSES.map((status) => [`STATUS_CODE_${status.toUpperCase()}`, status.toUpperCase()]),
)

/** Something about a span that was taken all the same. */
export type SpanNotice = (code: 'unknown_kind' | 'unknown_status', message: string, offset: number) => void

/** Reads a span of `trace.proto` in its JSON form into the row begun last. */
export function readSpan(reader: JsonReader, builder: SpanBatchBuilder, row: number, notice: SpanNotice): void {
  const { spans, text } = builder
  if (reader.peek() !== OPEN_BRACE) throw new RecordFault('not_a_span', 'a span is not an object')
  for (let field = reader.firstField(SPAN); field !== NO_MORE_FIELDS; field = reader.nextField(SPAN)) {
    switch (field) {
      case 0:
        readId(reader, text, spans.traceId, row, TRACE_ID_DIGITS, 'traceId')
        break
      case 1:
        readId(reader, text, spans.spanId, row, SPAN_ID_DIGITS, 'spanId')
        break
      case 2:
        readSomeText(reader, text, spans.traceState, row, 'traceState')
        break
      case 3:
        readId(reader, text, spans.parentSpanId, row, SPAN_ID_DIGITS, 'parentSpanId')
        if (isNoId(text, spans.parentSpanId, row)) spans.parentSpanId.setNull(row)
        break
      case 4:
        spans.flags[row] = readCount(reader, 'flags')
        break
      case 5:
        readText(reader, text, spans.name, row, 'name')
        break
      case 6: {
        const kind = readEnum(reader, KIND, SPAN_KINDS.length, 'kind')
        if (kind < 0) notice('unknown_kind', 'a kind of span that is not known is shown as unspecified', reader.offset)
        spans.kind[row] = Math.max(kind, 0)
        break
      }
      case 7:
        spans.start[row] = readTime(reader, 'startTimeUnixNano')
        break
      case 8:
        spans.end[row] = readTime(reader, 'endTimeUnixNano')
        break
      case 9:
        readAttributes(reader, spans.attributes)
        break
      case 10:
        spans.droppedAttributes[row] = readCount(reader, 'droppedAttributesCount')
        break
      case 11:
        readEvents(reader, builder, row)
        break
      case 12:
        spans.droppedEvents[row] = readCount(reader, 'droppedEventsCount')
        break
      case 13:
        readLinks(reader, builder, row)
        break
      case 14:
        spans.droppedLinks[row] = readCount(reader, 'droppedLinksCount')
        break
      case 15:
        readStatus(reader, builder, row, notice)
        break
      default:
        reader.skipValue()
    }
  }
}

function readStatus(reader: JsonReader, builder: SpanBatchBuilder, row: number, notice: SpanNotice): void {
  if (skipNull(reader)) return
  const { spans, text } = builder
  for (let field = reader.firstField(STATUS); field !== NO_MORE_FIELDS; field = reader.nextField(STATUS)) {
    if (field === 0) {
      const code = readEnum(reader, STATUS_CODE, STATUSES.length, 'status.code')
      if (code < 0) notice('unknown_status', 'a status that is not known is shown as unset', reader.offset)
      spans.status[row] = Math.max(code, 0)
    } else if (field === 1) readSomeText(reader, text, spans.statusMessage, row, 'status.message')
    else reader.skipValue()
  }
}
