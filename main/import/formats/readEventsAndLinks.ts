import type { AttributeColumns } from '../columns/AttributeColumns'
import type { EventColumns } from '../columns/EventColumns'
import type { LinkColumns } from '../columns/LinkColumns'
import type { TextArena } from '../columns/TextArena'
import type { FieldNames } from '../json/FieldNames'
import { type JsonReader, NO_MORE_FIELDS } from '../json/JsonReader'
import { readInstant } from '../json/readInstant'
import { readText, skipNull } from '../json/readText'

/** Reads attributes into the row of the columns begun last. */
export type ReadAttributes = (reader: JsonReader, attributes: AttributeColumns) => void

/** Reads a list of events of the span in row `span`; `names` are those of an event's name, time and attributes. */
export function readEvents(
  reader: JsonReader,
  { events, text }: { events: EventColumns; text: TextArena },
  span: number,
  names: FieldNames,
  readAttributes: ReadAttributes,
): void {
  if (skipNull(reader) || !reader.firstElement()) return
  do {
    const row = events.begin(span)
    for (let field = reader.firstField(names); field !== NO_MORE_FIELDS; field = reader.nextField(names)) {
      if (field === 0) readText(reader, text, events.name, row, 'the name of an event')
      else if (field === 1) events.time[row] = readInstant(reader, 'the time of an event')
      else if (field === 2) readAttributes(reader, events.attributes)
      else reader.skipValue()
    }
  } while (reader.nextElement())
}

/** Likewise links; `names` are those of a link's span context and attributes. */
export function readLinks(
  reader: JsonReader,
  { links, text }: { links: LinkColumns; text: TextArena },
  span: number,
  names: FieldNames,
  readContext: (reader: JsonReader, text: TextArena, links: LinkColumns, row: number) => void,
  readAttributes: ReadAttributes,
): void {
  if (skipNull(reader) || !reader.firstElement()) return
  do {
    const row = links.begin(span)
    for (let field = reader.firstField(names); field !== NO_MORE_FIELDS; field = reader.nextField(names)) {
      if (field === 0) readContext(reader, text, links, row)
      else if (field === 1) readAttributes(reader, links.attributes)
      else reader.skipValue()
    }
  } while (reader.nextElement())
}
