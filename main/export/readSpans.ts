import { SPAN_KINDS, STATUSES } from '../../preload/contract/trace'
import { sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from '../queries/ArchiveReader'
import { attributesOf } from '../queries/attributesOf'
import { cell, orNull, readRows } from '../queries/readRows'
import type { ExportedSpan } from './ExportedSpan'

/** Reads spans by their keys in the archive, as yet with the parents that it shows and without events and links. */
export async function readSpans(
  reader: ArchiveReader,
  condition: Statement,
  signal: AbortSignal,
): Promise<Map<number, ExportedSpan>> {
  const statement = sql`
    SELECT span_row, span_id, reported_span_id, parent_span_id, name, kind, start_time, end_time, duration_ns::VARCHAR,
      status, status_message, attributes, attribute_types, service_name, resource_attributes, resource_attribute_types,
      scope_name, scope_version, scope_attributes, trace_state, flags,
      dropped_attributes_count, dropped_events_count, dropped_links_count
    FROM store.spans WHERE ${condition}`
  const rows = await readRows(reader.chunks(statement, signal), {
    row: cell.number,
    spanId: cell.text,
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
    serviceName: cell.text,
    resource: cell.map,
    resourceTypes: cell.text,
    scopeName: orNull(cell.text),
    scopeVersion: orNull(cell.text),
    scopeAttributes: orNull(cell.map),
    traceState: orNull(cell.text),
    flags: orNull(cell.number),
    droppedAttributesCount: cell.number,
    droppedEventsCount: cell.number,
    droppedLinksCount: cell.number,
  })
  return new Map(
    rows.map(({ row, attributeTypes, resourceTypes, reportedSpanId, ...span }) => {
      const { scopeName: name, scopeVersion: version, scopeAttributes, ...rest } = span
      const isTold = name !== null || version !== null || (scopeAttributes !== null && scopeAttributes.length > 0)
      const isShared = reportedSpanId !== null && reportedSpanId === span.parentSpanId
      const exported: ExportedSpan = {
        ...rest,
        spanId: reportedSpanId ?? span.spanId,
        isShared,
        isRepeat: reportedSpanId !== null && !isShared,
        kind: SPAN_KINDS.find((kind) => kind === span.kind) ?? 'unspecified',
        status: STATUSES.find((status) => status === span.status) ?? 'unset',
        duration: span.duration === null ? null : BigInt(span.duration),
        attributes: attributesOf(span.attributes, attributeTypes),
        resource: attributesOf(span.resource, resourceTypes),
        scope: isTold ? { name, version, attributes: attributesOf(scopeAttributes ?? [], '') } : null,
        events: [],
        links: [],
      }
      return [row, exported]
    }),
  )
}
