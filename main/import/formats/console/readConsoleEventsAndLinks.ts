import { FieldNames } from '../../json/FieldNames'
import { type JsonReader, NO_MORE_FIELDS } from '../../json/JsonReader'
import { readAttributeObject } from '../../json/readAttributeObject'
import { readInstant } from '../../json/readInstant'
import { readText, skipNull } from '../../json/readText'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { readContext } from './readContext'

const EVENT = new FieldNames(['name', 'timestamp', 'attributes'])
const LINK = new FieldNames(['context', 'attributes'])

export function readConsoleEvents(reader: JsonReader, { events, text }: SpanBatchBuilder, span: number): void {
  if (skipNull(reader) || !reader.firstElement()) return
  do {
    const row = events.begin(span)
    for (let field = reader.firstField(EVENT); field !== NO_MORE_FIELDS; field = reader.nextField(EVENT)) {
      if (field === 0) readText(reader, text, events.name, row, 'the name of an event')
      else if (field === 1) events.time[row] = readInstant(reader, 'the time of an event')
      else if (field === 2) {
        if (!skipNull(reader)) readAttributeObject(reader, events.attributes)
      } else reader.skipValue()
    }
  } while (reader.nextElement())
}

export function readConsoleLinks(reader: JsonReader, { links, text }: SpanBatchBuilder, span: number): void {
  if (skipNull(reader) || !reader.firstElement()) return
  do {
    const row = links.begin(span)
    for (let field = reader.firstField(LINK); field !== NO_MORE_FIELDS; field = reader.nextField(LINK)) {
      if (field === 0) readContext(reader, text, links, row)
      else if (field === 1) {
        if (!skipNull(reader)) readAttributeObject(reader, links.attributes)
      } else reader.skipValue()
    }
  } while (reader.nextElement())
}
