import { listValue } from '@duckdb/node-api'
import type { IncomingLinks } from '../../preload/contract/trace'
import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { attributesOf } from './attributesOf'
import { cell, readRows } from './readRows'
import { reportedSpan } from './reportedSpan'

/**
 * The links of other spans to this one, in the order of their records. They lie anywhere: one pass over the ids of all
 * links of the archive, and over nothing else, finds them. Fails as `span.detail` does.
 */
export async function spanLinkedFrom(
  reader: ArchiveReader,
  { count, ...place }: { traceId: string; spanId: string; count: number },
  signal: AbortSignal,
): Promise<IncomingLinks> {
  const {
    traceId,
    spanIds: [own, reported],
  } = await reportedSpan(reader, place, signal)
  const pointing = await readRows(
    reader.chunks(
      sql`SELECT total, unnest(first_links) FROM (
        SELECT count(*) AS total, min(rowid, ${count}) AS first_links FROM store.span_links
        WHERE linked_trace_id = ${traceId} AND linked_span_id IN (${own}, ${reported}))`,
      signal,
    ),
    { total: cell.number, link: cell.number },
  )
  const [first] = pointing
  if (!first) return { total: 0, links: [] }
  const links = await readRows(
    reader.chunks(
      sql`SELECT span_row, trace_id, span_id, attributes, attribute_types FROM store.span_links
        WHERE rowid IN (SELECT unnest(${listValue(pointing.map(({ link }) => link))}::BIGINT[])) ORDER BY rowid`,
      signal,
    ),
    { row: cell.number, traceId: cell.text, spanId: cell.text, attributes: cell.map, types: cell.text },
  )
  const spans = await readRows(
    reader.chunks(
      sql`SELECT span_row, service_name, name FROM store.spans
        WHERE span_row IN (SELECT unnest(${listValue(links.map(({ row }) => row))}::INTEGER[]))`,
      signal,
    ),
    { row: cell.number, serviceName: cell.text, name: cell.text },
  )
  const spanOf = new Map(spans.map(({ row, ...span }) => [row, span]))
  return {
    total: first.total,
    links: links.map(({ row, traceId, spanId, attributes, types }) => ({
      traceId,
      spanId,
      ...(spanOf.get(row) ?? { serviceName: '', name: '' }),
      attributes: attributesOf(attributes, types),
    })),
  }
}
