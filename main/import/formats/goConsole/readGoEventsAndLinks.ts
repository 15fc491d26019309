import { FieldNames } from '../../json/FieldNames'
import { type JsonReader, NO_MORE_FIELDS } from '../../json/JsonReader'
import { readInstant } from '../../json/readInstant'
import { readText, skipNull } from '../../json/readText'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { readGoAttributes } from './readGoAttributes'
import { readGoContext } from './readGoContext'

const EVENT = new FieldNames(['Name', 'Time', 'Attributes'])
const LINK = new FieldNames(['SpanContext', 'Attributes'])

export function readGoEvents(reader: JsonReader, { events, text }: SpanBatchBuilder, span: number): void {
  if (skipNull(reader) || !reader.firstElement()) return
  do {
    const row = events.begin(span)
    for (let field = reader.firstField(EVENT); field !== NO_MORE_FIELDS; field = reader.nextField(EVENT)) {
      if (field === 0) readText(reader, text, events.name, row, 'the name of an event')
      else if (field === 1) events.time[row] = readInstant(reader, 'the time of an event')
      else if (field === 2) readGoAttributes(reader, events.attributes)
      else reader.skipValue()
    }
  } while (reader.nextElement())
}

export function readGoLinks(reader: JsonReader, { links, text }: SpanBatchBuilder, span: number): void {
  if (skipNull(reader) || !reader.firstElement()) return
  do {
    const row = links.begin(span)
    for (let field = reader.firstField(LINK); field !== NO_MORE_FIELDS; field = reader.nextField(LINK)) {
      if (field === 0) readGoContext(reader, text, links, row)
      else if (field === 1) readGoAttributes(reader, links.attributes)
      else reader.skipValue()
    }
  } while (reader.nextElement())
}
