import { TYPE_CODES } from '../../columns/AttributeColumns'
import { FieldNames } from '../../json/FieldNames'
import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE, OPEN_BRACKET } from '../../json/JsonReader'
import { copyJson } from '../../json/copyJson'
import { isNoId, readId, SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import { readCount, readNanoseconds } from '../../json/readNumber'
import { readText, skipNull } from '../../json/readText'
import { NO_TIME } from '../../SpanBatch'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { endOf } from '../endOf'
import type { OtelTags } from '../OtelTags'
import type { References } from './References'
import { readTags } from './readTags'

const SPAN = new FieldNames([
  'traceID',
  'spanID',
  'parentSpanID',
  'flags',
  'operationName',
  'references',
  'startTime',
  'duration',
  'tags',
  'logs',
  'warnings',
  'processID',
  'process',
])
const LOG = new FieldNames(['timestamp', 'fields'])
const EVENT = new FieldNames(['event'])
const WARNINGS = new TextEncoder().encode('jaeger.warnings')

/** What a span needs around its own fields. */
export interface SpanSurroundings {
  tags: OtelTags
  references: References
  /** The span's process follows: by its id, or whole. */
  processId: (reader: JsonReader) => void
  process: (reader: JsonReader) => void
}

/** Reads a span of Jaeger's UI model into the row begun last. */
export function readSpan(reader: JsonReader, builder: SpanBatchBuilder, row: number, around: SpanSurroundings): void {
  const { spans, text } = builder
  const { tags, references } = around
  if (reader.peek() !== OPEN_BRACE) throw new RecordFault('not_a_span', 'a span is not an object')
  tags.begin(row)
  references.clear()
  let duration = NO_TIME
  let identified = false
  for (let field = reader.firstField(SPAN); field !== NO_MORE_FIELDS; field = reader.nextField(SPAN)) {
    switch (field) {
      case 0:
        readId(reader, text, spans.traceId, row, TRACE_ID_DIGITS, 'traceID')
        break
      case 1:
        readId(reader, text, spans.spanId, row, SPAN_ID_DIGITS, 'spanID')
        identified = true
        break
      case 2:
        readId(reader, text, spans.parentSpanId, row, SPAN_ID_DIGITS, 'parentSpanID')
        if (isNoId(text, spans.parentSpanId, row)) spans.parentSpanId.setNull(row)
        break
      case 3:
        spans.flags[row] = readCount(reader, 'flags')
        break
      case 4:
        readText(reader, text, spans.name, row, 'operationName')
        break
      case 5:
        references.read(reader)
        break
      case 6:
        spans.start[row] = readNanoseconds(reader, 1000, 'startTime')
        break
      case 7:
        duration = readNanoseconds(reader, 1000, 'duration')
        break
      case 8:
        readTags(reader, spans.attributes, tags.take)
        break
      case 9:
        readLogs(reader, builder, row)
        break
      case 10:
        readWarnings(reader, builder)
        break
      case 11:
        around.processId(reader)
        break
      case 12:
        around.process(reader)
        break
      default:
        reader.skipValue()
    }
  }
  if (!identified) throw new RecordFault('not_a_span', 'a span has no spanID')
  spans.end[row] = endOf(spans.start[row], duration)
  tags.finish()
  references.resolve(row)
}

function readLogs(reader: JsonReader, { events }: SpanBatchBuilder, span: number): void {
  if (skipNull(reader) || !reader.firstElement()) return
  const { attributes } = events
  do {
    const row = events.begin(span)
    for (let field = reader.firstField(LOG); field !== NO_MORE_FIELDS; field = reader.nextField(LOG)) {
      if (field === 0) events.time[row] = readNanoseconds(reader, 1000, 'the timestamp of a log')
      else if (field === 1) {
        readTags(reader, attributes, (key, offset, length) => {
          const { keys } = attributes
          const start = keys.offset[key] ?? 0
          if (length < 0 || EVENT.find(keys.text.bytes, start, start + (keys.length[key] ?? 0)) < 0) return
          events.name.set(row, offset, length)
          attributes.removeLast(key)
        })
      } else reader.skipValue()
    }
  } while (reader.nextElement())
}

/** What Jaeger found fault with in this span becomes an attribute of it. */
function readWarnings(reader: JsonReader, { spans, text }: SpanBatchBuilder): void {
  if (reader.peek() !== OPEN_BRACKET) return reader.skipValue()
  const offset = text.length
  copyJson(reader, text)
  if (text.length - offset <= 2) return
  spans.attributes.set(spans.attributes.keyOf(WARNINGS), offset, text.length - offset, TYPE_CODES.a)
}
