import type { TextArena } from '../../columns/TextArena'
import type { TextColumn } from '../../columns/TextColumn'
import { FieldNames } from '../../json/FieldNames'
import { type JsonReader, NO_MORE_FIELDS, QUOTE } from '../../json/JsonReader'
import { readId, SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import { readCount, tokenText } from '../../json/readNumber'
import { readSomeText, skipNull } from '../../json/readText'
import { NO_FLAGS } from '../../SpanBatch'

const CONTEXT = new FieldNames(['TraceID', 'SpanID', 'TraceFlags', 'TraceState', 'Remote'])

/** Where the parts of a span context go; those without a place are passed over. */
export interface ContextPlaces {
  traceId?: TextColumn
  spanId: TextColumn
  traceState?: TextColumn
}

/** Reads a `trace.SpanContext` as Go writes it. Returns its flags, `NO_FLAGS` for none, and whether it came from elsewhere. */
export function readGoContext(
  reader: JsonReader,
  text: TextArena,
  places: ContextPlaces,
  row: number,
): { flags: number; remote: boolean | null } {
  const rest: { flags: number; remote: boolean | null } = { flags: NO_FLAGS, remote: null }
  if (skipNull(reader)) return rest
  for (let field = reader.firstField(CONTEXT); field !== NO_MORE_FIELDS; field = reader.nextField(CONTEXT)) {
    const first = reader.peek()
    if (field === 0 && places.traceId !== undefined)
      readId(reader, text, places.traceId, row, TRACE_ID_DIGITS, 'TraceID')
    else if (field === 1) readId(reader, text, places.spanId, row, SPAN_ID_DIGITS, 'SpanID')
    else if (field === 2) rest.flags = readFlags(reader)
    else if (field === 3 && first === QUOTE && places.traceState !== undefined)
      readSomeText(reader, text, places.traceState, row, 'TraceState')
    else if (field === 4 && (first === 0x74 || first === 0x66)) rest.remote = reader.readLiteral() === 0x74
    else reader.skipValue()
  }
  return rest
}

/** Two hexadecimal digits as text, or a number. */
function readFlags(reader: JsonReader): number {
  if (reader.peek() !== QUOTE) return readCount(reader, 'TraceFlags')
  reader.scanString()
  const flags = Number.parseInt(tokenText(reader), 16)
  return Number.isNaN(flags) ? NO_FLAGS : flags
}
