import { FieldNames } from '../../json/FieldNames'
import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE } from '../../json/JsonReader'
import { readEnum } from '../../json/readEnum'
import { isNoId, readId, SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import { readSomeText } from '../../json/readText'
import { NO_TIME } from '../../SpanBatch'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { appendAnyValue } from './readAnyValue'
import { readAttributes } from './readAttributes'
import { readTime } from './readTime'
import { TYPE_CODES } from '../../columns/AttributeColumns'

const LOG = new FieldNames([
  ['timeUnixNano', 'time_unix_nano'],
  ['observedTimeUnixNano', 'observed_time_unix_nano'],
  ['severityNumber', 'severity_number'],
  ['severityText', 'severity_text'],
  'body',
  'attributes',
  ['traceId', 'trace_id'],
  ['spanId', 'span_id'],
])

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']
const SEVERITIES = ['UNSPECIFIED', ...LEVELS.flatMap((level) => [level, `${level}2`, `${level}3`, `${level}4`])]
const SEVERITY = new FieldNames(SEVERITIES.map((severity) => `SEVERITY_NUMBER_${severity}`))

/** Reads a record of `logs.proto` in its JSON form into the row begun last. Its time is when it was observed, where it tells no other. */
export function readLog(reader: JsonReader, { logs, text }: SpanBatchBuilder, row: number): void {
  if (reader.peek() !== OPEN_BRACE) throw new RecordFault('not_a_log', 'a log record is not an object')
  let observed = NO_TIME
  for (let field = reader.firstField(LOG); field !== NO_MORE_FIELDS; field = reader.nextField(LOG)) {
    if (field === 0) logs.time[row] = readTime(reader, 'timeUnixNano')
    else if (field === 1) observed = readTime(reader, 'observedTimeUnixNano')
    else if (field === 2)
      logs.severityNumber[row] = Math.max(0, readEnum(reader, SEVERITY, SEVERITIES.length, 'severityNumber'))
    else if (field === 3) readSomeText(reader, text, logs.severityText, row, 'severityText')
    else if (field === 4) {
      const offset = text.length
      const type = appendAnyValue(reader, text)
      if (type !== TYPE_CODES.n) logs.body.set(row, offset, text.length - offset)
    } else if (field === 5) readAttributes(reader, logs.attributes)
    else if (field === 6) {
      readId(reader, text, logs.traceId, row, TRACE_ID_DIGITS, 'traceId')
      if (isNoId(text, logs.traceId, row)) logs.traceId.setNull(row)
    } else if (field === 7) {
      readId(reader, text, logs.spanId, row, SPAN_ID_DIGITS, 'spanId')
      if (isNoId(text, logs.spanId, row)) logs.spanId.setNull(row)
    } else reader.skipValue()
  }
  if (logs.time[row] === NO_TIME) logs.time[row] = observed
}
