import { SPAN_KINDS, STATUSES } from '../../preload/contract/trace'
import { sql, type Statement } from '../archive/sql'
import { attributesOf } from '../queries/attributesOf'
import { readEvents, readLinks } from '../queries/readEventsAndLinks'
import { cell, orNull, readRows } from '../queries/readRows'
import type { ExportedSpan } from './ExportedSpan'
import type { SharedParts } from './SharedParts'

/** A span and what the archive calls it. */
export interface ReadSpan {
  row: number
  traceKey: number
  /** Unique in its trace. */
  ownId: string
  span: ExportedSpan
}

/** Reads spans by their keys in the archive, with events and links, as yet with the parents that it shows. */
export async function readSpans(parts: SharedParts, condition: Statement, signal: AbortSignal): Promise<ReadSpan[]> {
  const { reader, redactor } = parts
  const statement = sql`
    SELECT span_row, trace_key, resource_key, scope_key, trace_id, span_id, reported_span_id, parent_span_id, name, kind,
      start_time, end_time, duration_ns::VARCHAR, status, status_message, attributes, attribute_types, trace_state, flags,
      dropped_attributes_count, dropped_events_count, dropped_links_count
    FROM (SELECT *, tree.trace_key AS trace_key, tree.resource_key AS resource_key, tree.scope_key AS scope_key
      FROM store.span_rows)
    WHERE ${condition}`
  const [rows, events, links] = await Promise.all([
    readRows(reader.chunks(statement, signal), {
      row: cell.number,
      traceKey: cell.number,
      resourceKey: cell.number,
      scopeKey: cell.number,
      traceId: cell.text,
      ownId: cell.text,
      reportedSpanId: orNull(cell.text),
      parentSpanId: orNull(cell.text),
      name: cell.text,
      kind: cell.text,
      start: orNull(cell.time),
      end: orNull(cell.time),
      duration: orNull(cell.text),
      status: cell.text,
      statusMessage: orNull(cell.text),
      attributes: cell.map,
      attributeTypes: cell.text,
      traceState: orNull(cell.text),
      flags: orNull(cell.number),
      droppedAttributesCount: cell.number,
      droppedEventsCount: cell.number,
      droppedLinksCount: cell.number,
    }),
    readEvents(reader, condition, signal),
    readLinks(reader, condition, signal),
  ])
  const resourceKeys = rows.map(({ resourceKey }) => resourceKey)
  const scopeKeys = rows.map(({ scopeKey }) => scopeKey)
  await Promise.all([parts.readResources(resourceKeys, signal), parts.readScopes(scopeKeys, signal)])

  const spanOf = new Map<number, ExportedSpan>()
  const read = rows.map(({ row, traceKey, ownId, resourceKey, scopeKey, attributeTypes, reportedSpanId, ...told }) => {
    const isShared = reportedSpanId !== null && reportedSpanId === told.parentSpanId
    const { serviceName, attributes: resource } = parts.resource(resourceKey)
    const span: ExportedSpan = {
      ...told,
      spanId: reportedSpanId ?? ownId,
      isShared,
      isRepeat: reportedSpanId !== null && !isShared,
      kind: SPAN_KINDS.find((kind) => kind === told.kind) ?? 'unspecified',
      status: STATUSES.find((status) => status === told.status) ?? 'unset',
      duration: told.duration === null ? null : BigInt(told.duration),
      attributes: redactor.attributes('spans', attributesOf(told.attributes, attributeTypes)),
      serviceName,
      resource,
      scope: parts.scope(scopeKey),
      events: [],
      links: [],
    }
    spanOf.set(row, span)
    return { row, traceKey, ownId, span }
  })
  for (const { row, event } of events) {
    spanOf.get(row)?.events.push({ ...event, attributes: redactor.attributes('events', event.attributes) })
  }
  for (const { row, link } of links) {
    spanOf.get(row)?.links.push({ ...link, attributes: redactor.attributes('links', link.attributes) })
  }
  return read
}
