import type { SpanEvent, SpanLink } from '../../preload/contract/trace'
import { sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { attributesOf } from './attributesOf'
import { cell, orNull, readRows } from './readRows'

/** A link as it was reported. */
export type ReportedLink = Omit<SpanLink, 'known'>

/** The events of spans, each with its span's row, in the order in which they were reported. */
export async function readEvents(
  reader: ArchiveReader,
  condition: Statement,
  signal: AbortSignal,
): Promise<{ row: number; event: SpanEvent }[]> {
  const statement = sql`
    SELECT span_row, time, name, attributes, attribute_types FROM store.span_events WHERE ${condition} ORDER BY rowid`
  const rows = await readRows(reader.chunks(statement, signal), {
    row: cell.number,
    time: orNull(cell.time),
    name: cell.text,
    attributes: cell.map,
    types: cell.text,
  })
  return rows.map(({ row, attributes, types, ...event }) => ({
    row,
    event: { ...event, attributes: attributesOf(attributes, types) },
  }))
}

/** The links of spans, likewise. */
export async function readLinks(
  reader: ArchiveReader,
  condition: Statement,
  signal: AbortSignal,
): Promise<{ row: number; link: ReportedLink }[]> {
  const statement = sql`
    SELECT span_row, linked_trace_id, linked_span_id, trace_state, attributes, attribute_types
    FROM store.span_links WHERE ${condition} ORDER BY rowid`
  const rows = await readRows(reader.chunks(statement, signal), {
    row: cell.number,
    traceId: cell.text,
    spanId: cell.text,
    traceState: orNull(cell.text),
    attributes: cell.map,
    types: cell.text,
  })
  return rows.map(({ row, attributes, types, ...link }) => ({
    row,
    link: { ...link, attributes: attributesOf(attributes, types) },
  }))
}
