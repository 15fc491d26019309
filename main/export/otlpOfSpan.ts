import { Failed } from '../../preload/contract/failure'
import { sql } from '../archive/sql'
import type { ArchiveReader } from '../queries/ArchiveReader'
import { reportedSpan } from '../queries/reportedSpan'
import { otlpSpan } from './otlpSpan'
import { readSpans } from './readSpans'
import { ReportedIds } from './ReportedIds'
import { ResourceGroups } from './ResourceGroups'
import { SharedParts } from './SharedParts'

/** One span with its resource and scope as a document of OTLP's JSON, as it was reported. Fails as `span.detail` does. */
export async function otlpOfSpan(
  reader: ArchiveReader,
  place: { traceId: string; spanId: string },
  signal: AbortSignal,
): Promise<string> {
  const { found, row } = await reportedSpan(reader, place, signal)
  const itself = sql`trace_key = ${found.traceKey} AND span_row = ${row}`
  const [[read], ids] = await Promise.all([
    readSpans(new SharedParts(reader), itself, signal),
    ReportedIds.of(reader, found.traceKey, signal),
  ])
  if (!read) throw new Failed({ code: 'span_not_found', spanId: place.spanId })
  const { span } = read
  await ids.restore([span], signal)
  const groups = new ResourceGroups('scopeSpans', 'spans')
  groups.add(span.serviceName, span.resource, span.scope, otlpSpan(span))
  return `{"resourceSpans":[${groups.take().join('')}]}`
}
