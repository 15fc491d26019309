import type { TextArena } from '../../columns/TextArena'
import type { TextColumn } from '../../columns/TextColumn'
import { FieldNames } from '../../json/FieldNames'
import { type JsonReader, NO_MORE_FIELDS, QUOTE } from '../../json/JsonReader'
import { SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import { tokenText } from '../../json/readNumber'
import { skipNull } from '../../json/readText'
import { readPrefixedId } from './readPrefixedId'

const CONTEXT = new FieldNames(['trace_id', 'span_id', 'trace_state'])
/** An entry of a trace state, as Python writes it out: `['{key=a, value=b}']`. */
const ENTRY = /\{key=([^,]*), value=([^}]*)\}/g

/** Reads a span context into row `row` of the columns. */
export function readContext(
  reader: JsonReader,
  text: TextArena,
  columns: { traceId: TextColumn; spanId: TextColumn; traceState: TextColumn },
  row: number,
): void {
  if (skipNull(reader)) return
  for (let field = reader.firstField(CONTEXT); field !== NO_MORE_FIELDS; field = reader.nextField(CONTEXT)) {
    if (field === 0) readPrefixedId(reader, text, columns.traceId, row, TRACE_ID_DIGITS, 'trace_id')
    else if (field === 1) readPrefixedId(reader, text, columns.spanId, row, SPAN_ID_DIGITS, 'span_id')
    else if (field === 2 && reader.peek() === QUOTE) readTraceState(reader, text, columns.traceState, row)
    else reader.skipValue()
  }
}

function readTraceState(reader: JsonReader, text: TextArena, column: TextColumn, row: number): void {
  reader.scanString()
  const written = tokenText(reader)
  if (written === '' || written === '[]' || written === '{}') return
  const entries = [...written.matchAll(ENTRY)].map(([, key = '', value = '']) => `${key}=${value}`)
  const offset = text.length
  text.append(entries.length > 0 ? entries.join(',') : written)
  column.set(row, offset, text.length - offset)
}
