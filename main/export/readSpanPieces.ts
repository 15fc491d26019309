import { listValue } from '@duckdb/node-api'
import { sql } from '../archive/sql'
import type { ArchiveReader } from '../queries/ArchiveReader'
import type { FoundTrace } from '../queries/findTrace'
import { ofTrace } from '../queries/ofTrace'
import { readEvents, readLinks } from '../queries/readEventsAndLinks'
import { cell } from '../queries/readRows'
import type { ExportedSpan } from './ExportedSpan'
import { readSpans } from './readSpans'
import { ReportedIds } from './ReportedIds'

/** Spans that are held in memory at a time. */
const SPANS_PER_PIECE = 4_096

/**
 * The spans of a trace in the order of their records, some thousand at a time. Fails with `cancelled`. The order
 * keeps repeated ids apart: an import numbers them by it.
 */
export async function* readSpanPieces(
  reader: ArchiveReader,
  found: FoundTrace,
  signal: AbortSignal,
): AsyncGenerator<ExportedSpan[]> {
  const { traceKey } = found
  const ids = await ReportedIds.of(reader, traceKey, signal)
  const rows = await readSpanRows(reader, found, signal)
  for (let first = 0; first < rows.length; first += SPANS_PER_PIECE) {
    const piece = rows.subarray(first, first + SPANS_PER_PIECE)
    const [lowest, highest] = [piece.reduce((a, b) => Math.min(a, b)), piece.reduce((a, b) => Math.max(a, b))]
    // The bounds let DuckDB pass over what lies elsewhere.
    const ofPiece = sql`trace_key = ${traceKey} AND span_row BETWEEN ${lowest} AND ${highest}
      AND span_row IN (SELECT unnest(${listValue([...piece])}::INTEGER[]))`
    const spans = await readSpans(reader, ofPiece, signal)
    await ids.restore([...spans.values()], signal)
    for (const { row, event } of await readEvents(reader, ofPiece, signal)) spans.get(row)?.events.push(event)
    for (const { row, link } of await readLinks(reader, ofPiece, signal)) spans.get(row)?.links.push(link)
    yield [...piece].flatMap((row) => spans.get(row) ?? [])
  }
}

async function readSpanRows(reader: ArchiveReader, found: FoundTrace, signal: AbortSignal): Promise<Int32Array> {
  const rows = new Int32Array(found.spanCount)
  let count = 0
  const statement = sql`SELECT span_row FROM store.spans WHERE ${ofTrace(found)} ORDER BY file_id, span_row`
  for await (const chunk of reader.chunks(statement, signal)) {
    const vector = chunk.getColumnVector(0)
    for (let row = 0; row < chunk.rowCount; row++) rows[count++] = cell.number(vector.getItem(row))
  }
  return rows.subarray(0, count)
}
