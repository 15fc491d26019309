import type { TextColumn } from '../../columns/TextColumn'
import { IdForm } from '../../json/decodeBase64Id'
import { type JsonReader, QUOTE } from '../../json/JsonReader'
import { readIdOfAnyForm, SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import type { OtlpJsonRecords } from './OtlpJsonRecords'

/** By two bytes: 1 where both are hexadecimal digits in lower case. */
const PAIRS = new Uint8Array(1 << 16)
for (const first of '0123456789abcdef') {
  for (const second of '0123456789abcdef') PAIRS[first.charCodeAt(0) | (second.charCodeAt(0) << 8)] = 1
}

/**
 * Reads a trace id into a cell: hexadecimal, as OTLP has it, or in base64, as protobuf's own JSON has it. Where it is
 * the same as in the row before, both cells point to the same text.
 */
export function readTraceId(reader: JsonReader, records: OtlpJsonRecords, column: TextColumn, row: number): void {
  reader.peek()
  const start = reader.position + 1
  const end = start + TRACE_ID_DIGITS
  if (row > 0 && end < reader.end && reader.bytes[start - 1] === QUOTE && reader.bytes[end] === QUOTE) {
    const before = column.offset[row - 1] ?? 0
    const comparable = column.length[row - 1] === TRACE_ID_DIGITS
    if (comparable && records.strings.holds(before, reader.view, start, TRACE_ID_DIGITS)) {
      column.set(row, before, TRACE_ID_DIGITS)
      reader.position = end + 1
      return
    }
  }
  readNewId(reader, records, column, row, TRACE_ID_DIGITS, 'traceId')
}

/** Likewise a span id. `field` is its name, for messages. */
export function readSpanId(
  reader: JsonReader,
  records: OtlpJsonRecords,
  column: TextColumn,
  row: number,
  field: string,
): void {
  reader.peek()
  readNewId(reader, records, column, row, SPAN_ID_DIGITS, field)
}

function readNewId(
  reader: JsonReader,
  records: OtlpJsonRecords,
  column: TextColumn,
  row: number,
  digits: number,
  field: string,
): void {
  const { text } = records.builder
  const start = reader.position + 1
  const end = start + digits
  const framed = end < reader.end && reader.bytes[start - 1] === QUOTE && reader.bytes[end] === QUOTE
  if (framed && areDigits(reader.view, start, digits)) {
    column.set(row, text.length, digits)
    records.strings.appendBytes(reader.view, start, digits)
    reader.position = end + 1
    return
  }
  const form = readIdOfAnyForm(reader, text, column, row, digits, field)
  if (form !== IdForm.plain) records.notices.addIdForm(form, reader.offset)
}

/** Whether `count` bytes at `start` are the hexadecimal digits that the archive shows. */
function areDigits(view: DataView, start: number, count: number): boolean {
  for (let at = start; at < start + count; at += 2) if (PAIRS[view.getUint16(at, true)] !== 1) return false
  return true
}
