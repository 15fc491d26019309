import { SPAN_KINDS, STATUSES } from '../../../../preload/contract/trace'
import { FieldNames } from '../../json/FieldNames'
import { FieldOrder } from '../../json/FieldOrder'
import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE, QUOTE } from '../../json/JsonReader'
import { nullIfNoId } from '../../json/readId'
import { readEnum } from '../../json/readEnum'
import { readCount } from '../../json/readNumber'
import { readSomeText, readText, skipNull } from '../../json/readText'
import type { OtlpJsonRecords } from './OtlpJsonRecords'
import { readEvents, readLinks } from './readEventsAndLinks'
import { readSpanId, readTraceId } from './readOtlpId'
import { readTimeCell } from './readTime'

const SPAN = new FieldOrder(
  new FieldNames([
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
    'resource',
    ['scope', 'instrumentationScope', 'instrumentation_scope'],
  ]),
)

const KIND = new FieldNames(SPAN_KINDS.map((kind) => namesOf('SPAN_KIND', kind)))
const STATUS = new FieldOrder(new FieldNames(['code', 'message']))
const STATUS_CODE = new FieldNames(STATUSES.map((status) => namesOf('STATUS_CODE', status)))

/** What belongs to a span that stands alone, outside the lists of OTLP. */
export interface SpanSurroundings {
  readResource: (reader: JsonReader) => void
  readScope: (reader: JsonReader) => void
}

/**
 * Reads a span of `trace.proto` in its JSON form into the row begun last. Attributes may also be plain objects.
 * A resource and a scope that lie within the span are given to `around`.
 */
export function readSpan(
  reader: JsonReader,
  records: OtlpJsonRecords,
  row: number,
  around: SpanSurroundings | null = null,
): void {
  const { notices } = records
  const { spans, text } = records.builder
  if (reader.peek() !== OPEN_BRACE) throw new RecordFault('not_a_span', 'a span is not an object')
  for (let field = SPAN.first(reader); field !== NO_MORE_FIELDS; field = SPAN.next(reader, field)) {
    switch (field) {
      case 0:
        readTraceId(reader, records, spans.traceId, row)
        break
      case 1:
        readSpanId(reader, records, spans.spanId, row, 'spanId')
        break
      case 2:
        readSomeText(reader, text, spans.traceState, row, 'traceState')
        break
      case 3:
        readSpanId(reader, records, spans.parentSpanId, row, 'parentSpanId')
        nullIfNoId(text, spans.parentSpanId, row)
        break
      case 4:
        spans.flags[row] = readCount(reader, 'flags')
        break
      case 5:
        readName(reader, records, row)
        break
      case 6: {
        const kind = readEnum(reader, KIND, SPAN_KINDS.length, 'kind')
        if (kind < 0) notices.add('unknown_kind', reader.offset)
        spans.kind[row] = Math.max(kind, 0)
        break
      }
      case 7:
        readTimeCell(reader, notices, records.starts, spans.start, row, 'startTimeUnixNano')
        break
      case 8:
        readTimeCell(reader, notices, records.ends, spans.end, row, 'endTimeUnixNano')
        break
      case 9:
        records.spanAttributes.read(reader)
        break
      case 10:
        spans.droppedAttributes[row] = readCount(reader, 'droppedAttributesCount')
        break
      case 11:
        readEvents(reader, records, row)
        break
      case 12:
        spans.droppedEvents[row] = readCount(reader, 'droppedEventsCount')
        break
      case 13:
        readLinks(reader, records, row)
        break
      case 14:
        spans.droppedLinks[row] = readCount(reader, 'droppedLinksCount')
        break
      case 15:
        readStatus(reader, records, row)
        break
      case 16:
        if (around === null) reader.skipValue()
        else around.readResource(reader)
        break
      case 17:
        if (around === null) reader.skipValue()
        else around.readScope(reader)
        break
      default:
        reader.skipValue()
    }
  }
}

function readName(reader: JsonReader, { builder, strings }: OtlpJsonRecords, row: number): void {
  const { spans, text } = builder
  const offset = text.length
  if (reader.peek() === QUOTE && strings.append(reader)) spans.name.set(row, offset, text.length - offset)
  else readText(reader, text, spans.name, row, 'name')
}

function readStatus(reader: JsonReader, { builder, notices }: OtlpJsonRecords, row: number): void {
  if (skipNull(reader)) return
  const { spans, text } = builder
  for (let field = STATUS.first(reader); field !== NO_MORE_FIELDS; field = STATUS.next(reader, field)) {
    if (field === 0) {
      const code = readEnum(reader, STATUS_CODE, STATUSES.length, 'status.code')
      if (code < 0) notices.add('unknown_status', reader.offset)
      spans.status[row] = Math.max(code, 0)
    } else if (field === 1) readSomeText(reader, text, spans.statusMessage, row, 'status.message')
    else reader.skipValue()
  }
}

/** As the enumeration names it, and without its prefix in the three usual cases. */
function namesOf(prefix: string, member: string): string[] {
  const upper = member.toUpperCase()
  return [`${prefix}_${upper}`, upper, member, upper.slice(0, 1) + member.slice(1)]
}
