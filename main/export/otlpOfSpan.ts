import { Failed } from '../../preload/contract/failure'
import { sql } from '../archive/sql'
import type { ArchiveReader } from '../queries/ArchiveReader'
import { readEvents, readLinks } from '../queries/readEventsAndLinks'
import { reportedSpan } from '../queries/reportedSpan'
import { otlpSpan } from './otlpSpan'
import { readSpans } from './readSpans'
import { ReportedIds } from './ReportedIds'
import { ResourceGroups } from './ResourceGroups'

/** One span with its resource and scope as a document of OTLP's JSON, as it was reported. Fails as `span.detail` does. */
export async function otlpOfSpan(
  reader: ArchiveReader,
  place: { traceId: string; spanId: string },
  signal: AbortSignal,
): Promise<string> {
  const { found, row } = await reportedSpan(reader, place, signal)
  const itself = sql`trace_key = ${found.traceKey} AND span_row = ${row}`
  const [spans, events, links, ids] = await Promise.all([
    readSpans(reader, itself, signal),
    readEvents(reader, itself, signal),
    readLinks(reader, itself, signal),
    ReportedIds.of(reader, found.traceKey, signal),
  ])
  const span = spans.get(row)
  if (!span) throw new Failed({ code: 'span_not_found', spanId: place.spanId })
  await ids.restore([span], signal)
  span.events = events.map(({ event }) => event)
  span.links = links.map(({ link }) => link)
  const groups = new ResourceGroups('scopeSpans', 'spans')
  groups.add(span.serviceName, span.resource, span.scope, otlpSpan(found.traceId, span))
  return `{"resourceSpans":[${groups.take().join('')}]}`
}
