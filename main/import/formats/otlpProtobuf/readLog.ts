import { TYPE_CODES } from '../../columns/AttributeColumns'
import { nullIfNoId } from '../../json/readId'
import { numbersOf, type ProtobufReader } from '../../protobuf/ProtobufReader'
import { NO_TIME } from '../../SpanBatch'
import { LogTag } from './messageTags'
import type { OtlpRecords } from '../otlp/OtlpRecords'
import { appendAnyValue } from './readAnyValue'
import { readAttribute } from './readAttribute'
import { readId, SPAN_ID_BYTES, TRACE_ID_BYTES } from './readId'
import { readTime } from './readTime'

const KNOWN = numbersOf(LogTag)
const MOST_SEVERE = 24

/** Reads the record of `logs.proto` up to `end` into the row begun last. Its time is when it was observed, where it tells no other. */
export function readLog(
  reader: ProtobufReader,
  end: number,
  { builder: { logs, text }, logTimes, notices }: OtlpRecords,
  row: number,
): void {
  let observedAt = -1
  while (reader.position < end) {
    const tag = reader.tag(end)
    switch (tag) {
      case LogTag.time:
        readTime(reader, end, logTimes, logs.time, row)
        break
      case LogTag.observedTime:
        observedAt = reader.pass(8, end)
        break
      case LogTag.severityNumber: {
        const severity = reader.varint(end)
        logs.severityNumber[row] = severity <= MOST_SEVERE ? severity : 0
        break
      }
      case LogTag.severityText: {
        const offset = reader.text(reader.open(end), text)
        if (text.length > offset) logs.severityText.set(row, offset, text.length - offset)
        break
      }
      case LogTag.body: {
        const bodyEnd = reader.open(end)
        const offset = text.length
        const type = appendAnyValue(reader, bodyEnd, text)
        if (type !== TYPE_CODES.n) logs.body.set(row, offset, text.length - offset)
        reader.position = bodyEnd
        break
      }
      case LogTag.attributes:
        readAttribute(reader, reader.open(end), logs.attributes)
        break
      case LogTag.traceId:
        readId(reader, reader.open(end), text, logs.traceId, row, TRACE_ID_BYTES, notices)
        nullIfNoId(text, logs.traceId, row)
        break
      case LogTag.spanId:
        readId(reader, reader.open(end), text, logs.spanId, row, SPAN_ID_BYTES, notices)
        nullIfNoId(text, logs.spanId, row)
        break
      default:
        reader.skipUnknown(tag, end, KNOWN)
    }
  }
  if (logs.time[row] !== NO_TIME || observedAt < 0) return
  reader.position = observedAt
  readTime(reader, end, logTimes, logs.time, row)
  reader.position = end
}
