import { FieldNames } from '../../json/FieldNames'
import { MINUS, QUOTE } from '../../json/JsonReader'
import { type ReadId, readIdOfAnyForm } from '../../json/readId'
import { readInstant } from '../../json/readInstant'
import { readNanoseconds } from '../../json/readNumber'
import type { JaegerModel } from './JaegerModel'
import { readDuration } from './readDuration'
import { readProtoTag } from './readProtoTag'
import { readIntegerId } from './TraceIdHalves'

const readId: ReadId = (reader, text, column, row, digits, field) => {
  const first = reader.peek()
  if (first === MINUS || (first >= 0x30 && first <= 0x39)) readIntegerId(reader, text, column, row, field)
  else readIdOfAnyForm(reader, text, column, row, digits, field)
}

/**
 * Jaeger's protobuf model as JSON: ids are base64, times RFC 3339. Its Thrift model, too, which differs in that ids are
 * integers and times microseconds.
 * https://github.com/jaegertracing/jaeger-idl/blob/main/proto/api_v2/model.proto
 */
export const protoModel: JaegerModel = {
  span: new FieldNames([
    ['traceId', 'trace_id'],
    ['spanId', 'span_id'],
    ['parentSpanId', 'parent_span_id'],
    'flags',
    ['operationName', 'operation_name'],
    'references',
    ['startTime', 'start_time'],
    'duration',
    'tags',
    'logs',
    'warnings',
    ['processId', 'process_id'],
    'process',
    [],
    'traceIdLow',
    'traceIdHigh',
  ]),
  reference: new FieldNames([
    ['refType', 'ref_type'],
    ['traceId', 'trace_id'],
    ['spanId', 'span_id'],
    'traceIdLow',
    'traceIdHigh',
  ]),
  readId,
  readTag: readProtoTag,
  binary: 'base64',
  microseconds: false,
  readTime: (reader, field) =>
    reader.peek() === QUOTE ? readInstant(reader, field) : readNanoseconds(reader, 1000, field),
  readDuration,
}
