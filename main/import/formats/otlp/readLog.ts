import { FieldNames } from '../../json/FieldNames'
import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE } from '../../json/JsonReader'
import { readEnum } from '../../json/readEnum'
import { nullIfNoId } from '../../json/readId'
import { readSomeText } from '../../json/readText'
import { NO_TIME } from '../../SpanBatch'
import type { OtlpJsonRecords } from './OtlpJsonRecords'
import { appendAnyValue } from './readAnyValue'
import { readSpanId, readTraceId } from './readOtlpId'
import { readTime, readTimeCell } from './readTime'
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
export function readLog(reader: JsonReader, records: OtlpJsonRecords, row: number): void {
  const { notices } = records
  const { logs, text } = records.builder
  if (reader.peek() !== OPEN_BRACE) throw new RecordFault('not_a_log', 'a log record is not an object')
  let observed = NO_TIME
  for (let field = reader.firstField(LOG); field !== NO_MORE_FIELDS; field = reader.nextField(LOG)) {
    if (field === 0) readTimeCell(reader, notices, records.logTimes, logs.time, row, 'timeUnixNano')
    else if (field === 1) observed = readTime(reader, notices, 'observedTimeUnixNano')
    else if (field === 2)
      logs.severityNumber[row] = Math.max(0, readEnum(reader, SEVERITY, SEVERITIES.length, 'severityNumber'))
    else if (field === 3) readSomeText(reader, text, logs.severityText, row, 'severityText')
    else if (field === 4) {
      const offset = text.length
      const type = appendAnyValue(reader, text)
      if (type !== TYPE_CODES.n) logs.body.set(row, offset, text.length - offset)
    } else if (field === 5) records.logAttributes.read(reader)
    else if (field === 6) {
      readTraceId(reader, records, logs.traceId, row)
      nullIfNoId(text, logs.traceId, row)
    } else if (field === 7) {
      readSpanId(reader, records, logs.spanId, row, 'spanId')
      nullIfNoId(text, logs.spanId, row)
    } else reader.skipValue()
  }
  if (logs.time[row] === NO_TIME) logs.time[row] = observed
}
