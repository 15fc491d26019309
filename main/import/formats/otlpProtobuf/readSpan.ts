import { SPAN_KINDS, STATUSES } from '../../../../preload/contract/trace'
import { nullIfNoId } from '../../json/readId'
import { numbersOf, type ProtobufReader } from '../../protobuf/ProtobufReader'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import type { RecordNotices } from '../otlp/RecordNotices'
import { SpanTag, StatusTag } from './messageTags'
import type { OtlpMessageRecords } from './OtlpMessageRecords'
import { readEvent, readLink } from './readEventsAndLinks'
import { readId, SPAN_ID_BYTES } from './readId'
import { readTime } from './readTime'

const KNOWN = numbersOf(SpanTag)
const KNOWN_OF_STATUS = numbersOf(StatusTag)
const MOST_COUNT = 0xffff_ffff

/** Reads the span of `trace.proto` up to `end` into the row begun last. */
export function readSpan(reader: ProtobufReader, end: number, records: OtlpMessageRecords, row: number): void {
  const { builder, notices, spanAttributes, spanMemory, traceIds } = records
  spanMemory.beginRow(reader, row)
  const { spans, text } = builder
  while (reader.position < end) {
    const tag = reader.tag(end)
    switch (tag) {
      case SpanTag.attributes:
        spanAttributes.readAll(reader, end, tag)
        break
      case SpanTag.traceId:
        traceIds.read(reader, reader.open(end), row, notices)
        break
      case SpanTag.spanId:
        readId(reader, reader.open(end), text, spans.spanId, row, SPAN_ID_BYTES, notices)
        break
      case SpanTag.parentSpanId:
        readId(reader, reader.open(end), text, spans.parentSpanId, row, SPAN_ID_BYTES, notices)
        nullIfNoId(text, spans.parentSpanId, row)
        break
      case SpanTag.traceState: {
        const offset = reader.text(reader.open(end), text)
        if (text.length > offset) spans.traceState.set(row, offset, text.length - offset)
        break
      }
      case SpanTag.name: {
        const offset = reader.text(reader.open(end), text)
        spans.name.set(row, offset, text.length - offset)
        break
      }
      case SpanTag.kind: {
        const kind = reader.varint(end)
        if (kind >= SPAN_KINDS.length) notices.add('unknown_kind', reader.base + reader.position)
        spans.kind[row] = kind < SPAN_KINDS.length ? kind : 0
        break
      }
      case SpanTag.start:
        readTime(reader, end, records.starts, spans.start, row)
        break
      case SpanTag.end:
        readTime(reader, end, records.ends, spans.end, row)
        break
      case SpanTag.status:
        readStatus(reader, reader.open(end), builder, row, notices)
        break
      case SpanTag.flags:
        spans.flags[row] = reader.view.getUint32(reader.pass(4, end), true)
        break
      case SpanTag.events:
        readEvent(reader, reader.open(end), records, row)
        break
      case SpanTag.links:
        readLink(reader, reader.open(end), records, row)
        break
      case SpanTag.droppedAttributes:
        spans.droppedAttributes[row] = readCount(reader, end)
        break
      case SpanTag.droppedEvents:
        spans.droppedEvents[row] = readCount(reader, end)
        break
      case SpanTag.droppedLinks:
        spans.droppedLinks[row] = readCount(reader, end)
        break
      default:
        reader.skipUnknown(tag, end, KNOWN)
    }
  }
}

function readStatus(
  reader: ProtobufReader,
  end: number,
  { spans, text }: SpanBatchBuilder,
  row: number,
  notices: RecordNotices,
): void {
  while (reader.position < end) {
    const tag = reader.tag(end)
    if (tag === StatusTag.code) {
      const code = reader.varint(end)
      if (code >= STATUSES.length) notices.add('unknown_status', reader.base + reader.position)
      spans.status[row] = code < STATUSES.length ? code : 0
    } else if (tag === StatusTag.message) {
      const offset = reader.text(reader.open(end), text)
      if (text.length > offset) spans.statusMessage.set(row, offset, text.length - offset)
    } else reader.skipUnknown(tag, end, KNOWN_OF_STATUS)
  }
}

function readCount(reader: ProtobufReader, end: number): number {
  return Math.min(reader.varint(end), MOST_COUNT)
}
