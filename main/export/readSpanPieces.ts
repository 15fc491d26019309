import { sql } from '../archive/sql'
import type { ExportedSpan } from './ExportedSpan'
import { readSpans } from './readSpans'
import { ReportedIds } from './ReportedIds'
import type { SharedParts } from './SharedParts'
import { spanRowPieces, type OnSpans, type TracePlace } from './spanRowPieces'

/**
 * The spans of a trace in the order of their records, some thousand at a time. Fails with `cancelled`. The order
 * keeps repeated ids apart: an import numbers them by it.
 */
export async function* readSpanPieces(
  parts: SharedParts,
  found: TracePlace,
  signal: AbortSignal,
  onSpans?: OnSpans,
): AsyncGenerator<ExportedSpan[]> {
  const { reader } = parts
  const ids = await ReportedIds.of(reader, found.traceKey, signal)
  const pieces = spanRowPieces(reader, found, sql`file_id, span_row`, signal, onSpans)
  for await (const { rows, condition } of pieces) {
    const read = await readSpans(parts, condition, signal)
    const spans = new Map(read.map(({ row, span }) => [row, span]))
    await ids.restore([...spans.values()], signal)
    yield [...rows].flatMap((row) => spans.get(row) ?? [])
  }
}
