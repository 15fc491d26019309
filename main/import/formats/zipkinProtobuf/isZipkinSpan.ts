import { numbersOf, type ProtobufReader } from '../../protobuf/ProtobufReader'
import { SpanTag } from './messageTags'

const KNOWN = numbersOf(SpanTag)
const TAGS = new Set<number>(Object.values(SpanTag))
const TRACE_ID_BYTES = [8, 16]
const SPAN_ID_BYTES = [8]

/**
 * Whether the message up to `end` is a span of Zipkin: both ids it must have are there, of their fixed lengths, and
 * no field is of a wrong type. Throws `RecordFault` where it is no message. If there are bytes up to
 * `limit` only, the fields that begin before it count.
 */
export function isZipkinSpan(reader: ProtobufReader, end: number, limit = end): boolean {
  let hasTraceId = false
  let hasId = false
  while (reader.hasField(end, limit)) {
    const tag = reader.tag(end)
    if (!TAGS.has(tag)) {
      reader.skipUnknown(tag, end, KNOWN)
      continue
    }
    const before = reader.position
    reader.skip(tag, end)
    const idBytes = reader.position - before - 1
    if (tag === SpanTag.traceId) hasTraceId = TRACE_ID_BYTES.includes(idBytes)
    else if (tag === SpanTag.id) hasId = SPAN_ID_BYTES.includes(idBytes)
    else if (tag === SpanTag.parentId && !SPAN_ID_BYTES.includes(idBytes)) return false
  }
  return hasTraceId && hasId
}
