import { Failed } from '../../preload/contract/failure'
import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { findTrace, type FoundTrace } from './findTrace'
import { ofTrace } from './ofTrace'
import { cell, orNull, readRows } from './readRows'

interface ReportedSpan {
  found: FoundTrace
  traceId: string
  /** The key of the span in the archive. */
  row: number
  /** Its id in the archive and the one it was reported with, by which others call it: the same as a rule. */
  spanIds: [own: string, reported: string]
}

/** The names of a span. Fails with `trace_not_found`, `trace_ambiguous` or `span_not_found`. */
export async function reportedSpan(
  reader: ArchiveReader,
  { traceId, spanId }: { traceId: string; spanId: string },
  signal: AbortSignal,
): Promise<ReportedSpan> {
  const found = await findTrace(reader, traceId, signal)
  const statement = sql`
    SELECT span_row, reported_span_id FROM store.spans WHERE ${ofTrace(found)} AND span_id = ${spanId} LIMIT 1`
  const [span] = await readRows(reader.chunks(statement, signal), { row: cell.number, reported: orNull(cell.text) })
  if (!span) throw new Failed({ code: 'span_not_found', spanId })
  return {
    found,
    traceId: found.traceId,
    row: span.row,
    spanIds: [spanId, span.reported ?? spanId],
  }
}
