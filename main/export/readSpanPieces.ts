import { sql } from '../archive/sql'
import type { ArchiveReader } from '../queries/ArchiveReader'
import type { FoundTrace } from '../queries/findTrace'
import { readEvents, readLinks } from '../queries/readEventsAndLinks'
import type { ExportedSpan } from './ExportedSpan'
import { readSpans } from './readSpans'
import { ReportedIds } from './ReportedIds'
import { spanRowPieces, type OnSpans } from './spanRowPieces'

/**
 * The spans of a trace in the order of their records, some thousand at a time. Fails with `cancelled`. The order
 * keeps repeated ids apart: an import numbers them by it.
 */
export async function* readSpanPieces(
  reader: ArchiveReader,
  found: FoundTrace,
  signal: AbortSignal,
  onSpans?: OnSpans,
): AsyncGenerator<ExportedSpan[]> {
  const ids = await ReportedIds.of(reader, found.traceKey, signal)
  const pieces = spanRowPieces(reader, found, sql`file_id, span_row`, signal, onSpans)
  for await (const { rows, condition } of pieces) {
    const spans = await readSpans(reader, condition, signal)
    await ids.restore([...spans.values()], signal)
    for (const { row, event } of await readEvents(reader, condition, signal)) spans.get(row)?.events.push(event)
    for (const { row, link } of await readLinks(reader, condition, signal)) spans.get(row)?.links.push(link)
    yield [...rows].flatMap((row) => spans.get(row) ?? [])
  }
}
