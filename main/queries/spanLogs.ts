import type { SpanLogs } from '../../preload/contract/trace'
import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { attributesOf } from './attributesOf'
import { cell, orNull, readRows } from './readRows'
import { reportedSpan } from './reportedSpan'

/** The log records of a span by time, and how many of its trace name no span. Fails as `span.detail` does. */
export async function spanLogs(
  reader: ArchiveReader,
  { count, ...place }: { traceId: string; spanId: string; count: number },
  signal: AbortSignal,
): Promise<SpanLogs> {
  const {
    traceId,
    spanIds: [own, reported],
  } = await reportedSpan(reader, place, signal)
  if (traceId === '') return { total: 0, withoutSpan: 0, logs: [] }
  const ofSpan = sql`span_id IN (${own}, ${reported})`
  const [counts] = await readRows(
    reader.chunks(
      sql`SELECT count(*) FILTER (${ofSpan}), count(*) FILTER (coalesce(span_id, '') = '')
        FROM store.log_rows WHERE trace_id = ${traceId}`,
      signal,
    ),
    { total: cell.number, withoutSpan: cell.number },
  )
  const { total, withoutSpan } = counts ?? { total: 0, withoutSpan: 0 }
  if (total === 0) return { total, withoutSpan, logs: [] }
  const logs = await readRows(
    reader.chunks(
      sql`SELECT time, severity_number, severity_text, body, attributes FROM store.log_rows
        WHERE trace_id = ${traceId} AND ${ofSpan} ORDER BY time, rowid LIMIT ${count}`,
      signal,
    ),
    {
      time: orNull(cell.time),
      severityNumber: orNull(cell.number),
      severityText: orNull(cell.text),
      body: orNull(cell.text),
      attributes: cell.map,
    },
  )
  return {
    total,
    withoutSpan,
    logs: logs.map((log) => ({ ...log, attributes: attributesOf(log.attributes, '') })),
  }
}
