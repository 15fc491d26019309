import { listValue } from '@duckdb/node-api'
import { Failed } from '../../preload/contract/failure'
import { PROBLEMS, SPAN_KINDS, STATUSES, type SpanDetail, type SpanLink } from '../../preload/contract/trace'
import { sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { attributesOf } from './attributesOf'
import { findTrace } from './findTrace'
import { ofTrace } from './ofTrace'
import { readEvents, readLinks, type ReportedLink } from './readEventsAndLinks'
import { cell, orNull, readRows } from './readRows'

/** Everything about one span. Fails with `trace_not_found`, `trace_ambiguous` or `span_not_found`. */
export async function spanDetail(
  reader: ArchiveReader,
  parameters: { traceId: string; spanId: string },
  signal: AbortSignal,
): Promise<SpanDetail> {
  const found = await findTrace(reader, parameters.traceId, signal)
  const { spanId } = parameters
  const belongs = sql`${ofTrace(found)} AND span_id = ${spanId}`
  const [spans, events, links] = await Promise.all([
    readSpan(reader, belongs, signal),
    readEvents(reader, belongs, signal),
    readLinks(reader, belongs, signal),
  ])
  const span = spans[0]
  if (!span) throw new Failed({ code: 'span_not_found', spanId })
  const { attributes, attributeTypes, resourceAttributes, resourceAttributeTypes, scopeAttributes, ...rest } = span
  return {
    ...rest,
    kind: SPAN_KINDS.find((kind) => kind === span.kind) ?? 'unspecified',
    status: STATUSES.find((status) => status === span.status) ?? 'unset',
    problems: PROBLEMS.filter((problem) => span.problems.includes(problem)),
    attributes: attributesOf(attributes, attributeTypes),
    resourceAttributes: attributesOf(resourceAttributes, resourceAttributeTypes),
    scopeAttributes: attributesOf(scopeAttributes ?? [], ''),
    events: events.map(({ event }) => event),
    links: await withTargets(
      reader,
      links.map(({ link }) => link),
      signal,
    ),
  }
}

function readSpan(reader: ArchiveReader, belongs: Statement, signal: AbortSignal) {
  const statement = sql`
    SELECT trace_id, span_id, parent_span_id, reported_span_id, service_name, name, kind, start_time, end_time,
      duration_ns, self_time_ns, critical_path_ns, status, status_message,
      attributes, attribute_types, resource_attributes, resource_attribute_types,
      scope_name, scope_version, scope_attributes, trace_state, flags,
      dropped_attributes_count, dropped_events_count, dropped_links_count, problems,
      coalesce((SELECT any_value(path) FROM files WHERE files.file_id = spans.file_id), '')
    FROM store.spans AS spans WHERE ${belongs} LIMIT 1`
  return readRows(reader.chunks(statement, signal), {
    traceId: cell.text,
    spanId: cell.text,
    parentSpanId: orNull(cell.text),
    reportedSpanId: orNull(cell.text),
    serviceName: cell.text,
    name: cell.text,
    kind: cell.text,
    startTime: orNull(cell.time),
    endTime: orNull(cell.time),
    durationNs: orNull(cell.number),
    selfTimeNs: orNull(cell.number),
    criticalPathNs: cell.number,
    status: cell.text,
    statusMessage: orNull(cell.text),
    attributes: cell.map,
    attributeTypes: cell.text,
    resourceAttributes: cell.map,
    resourceAttributeTypes: cell.text,
    scopeName: orNull(cell.text),
    scopeVersion: orNull(cell.text),
    scopeAttributes: orNull(cell.map),
    traceState: orNull(cell.text),
    flags: orNull(cell.number),
    droppedAttributesCount: cell.number,
    droppedEventsCount: cell.number,
    droppedLinksCount: cell.number,
    problems: cell.texts,
    file: cell.text,
  })
}

async function withTargets(reader: ArchiveReader, links: ReportedLink[], signal: AbortSignal): Promise<SpanLink[]> {
  const known = await knownTraces(reader, new Set(links.map(({ traceId }) => traceId)), signal)
  return links.map((link) => ({ ...link, known: known.has(link.traceId) }))
}

/** Which of these traces the archive holds. */
async function knownTraces(reader: ArchiveReader, ids: Set<string>, signal: AbortSignal): Promise<Set<string>> {
  if (ids.size === 0) return ids
  const statement = sql`
    SELECT trace_id FROM store.traces WHERE trace_id IN (SELECT unnest(${listValue([...ids])}::VARCHAR[]))`
  const rows = await readRows(reader.chunks(statement, signal), { traceId: cell.text })
  return new Set(rows.map(({ traceId }) => traceId))
}
