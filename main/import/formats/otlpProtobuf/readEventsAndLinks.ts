import { numbersOf, type ProtobufReader } from '../../protobuf/ProtobufReader'
import { EventTag, LinkTag } from './messageTags'
import type { OtlpRecords } from '../otlp/OtlpRecords'
import { readAttribute } from './readAttribute'
import { readId, SPAN_ID_BYTES, TRACE_ID_BYTES } from './readId'
import { readTime } from './readTime'

const KNOWN_OF_EVENT = numbersOf(EventTag)
const KNOWN_OF_LINK = numbersOf(LinkTag)

/** Reads the event up to `end` of the span in row `span`. */
export function readEvent(
  reader: ProtobufReader,
  end: number,
  { builder: { events, text }, eventTimes }: OtlpRecords,
  span: number,
): void {
  const row = events.begin(span)
  while (reader.position < end) {
    const tag = reader.tag(end)
    if (tag === EventTag.time) readTime(reader, end, eventTimes, events.time, row)
    else if (tag === EventTag.name) {
      const offset = reader.text(reader.open(end), text)
      events.name.set(row, offset, text.length - offset)
    } else if (tag === EventTag.attributes) readAttribute(reader, reader.open(end), events.attributes)
    else reader.skipUnknown(tag, end, KNOWN_OF_EVENT)
  }
}

/** Reads the link up to `end` of the span in row `span`. */
export function readLink(
  reader: ProtobufReader,
  end: number,
  { builder: { links, text }, notices }: OtlpRecords,
  span: number,
): void {
  const row = links.begin(span)
  while (reader.position < end) {
    const tag = reader.tag(end)
    if (tag === LinkTag.traceId) readId(reader, reader.open(end), text, links.traceId, row, TRACE_ID_BYTES, notices)
    else if (tag === LinkTag.spanId) readId(reader, reader.open(end), text, links.spanId, row, SPAN_ID_BYTES, notices)
    else if (tag === LinkTag.traceState) {
      const offset = reader.text(reader.open(end), text)
      if (text.length > offset) links.traceState.set(row, offset, text.length - offset)
    } else if (tag === LinkTag.attributes) readAttribute(reader, reader.open(end), links.attributes)
    else reader.skipUnknown(tag, end, KNOWN_OF_LINK)
  }
}
