import type { TraceColumns } from '../../preload/contract/trace'
import { sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { findTrace, type FoundTrace } from './findTrace'
import type { MissingParents } from './missingParents'
import { ofTrace } from './ofTrace'
import { readIntegers } from './readIntegers'
import type { RowIndex } from './RowIndex'
import type { SharedAnswers } from './SharedAnswers'
import { readTraceOrder, type TraceOrder } from './readTraceOrder'
import { scanTrace } from './scanTrace'

export interface TraceRows {
  columns: TraceColumns
  /** Key of each row in the archive, and the row of a key. */
  spanRow: Int32Array
  places: RowIndex
}

/**
 * A whole trace for the waterfall: about 80 bytes a span, of which there may be a million. Its order is left in `orders`,
 * for the searches that follow.
 */
export async function traceColumns(
  reader: ArchiveReader,
  { traceId }: { traceId: string },
  signal: AbortSignal,
  orders?: SharedAnswers<RowIndex>,
): Promise<TraceColumns> {
  const found = await findTrace(reader, traceId, signal)
  const { columns, places } = await readTraceRows(reader, found, signal)
  await orders?.ask(String(found.traceKey), signal, () => Promise.resolve(places))
  return columns
}

/** The columns of a trace in tree order, with what leads back to the archive's own rows. */
export async function readTraceRows(reader: ArchiveReader, found: FoundTrace, signal: AbortSignal): Promise<TraceRows> {
  const ordering = readTraceOrder(reader, found, signal)
  const [order, scanned, eventCount, linkCount] = await Promise.all([
    ordering,
    scanTrace(reader, found, ordering, signal),
    countBySpan(reader, sql`store.span_events`, found, ordering, signal),
    countBySpan(reader, sql`store.span_links`, found, ordering, signal),
  ])
  const { spanRow, places, missing, ...tree } = order
  const columns: TraceColumns = {
    traceId: found.traceId,
    startTime: found.startTime ?? 0n,
    durationNs: found.durationNs,
    spanCount: spanRow.length,
    ...scanned,
    ...tree,
    ...missingInOrder(missing, tree.descendantCount),
    eventCount,
    linkCount,
  }
  return { columns, spanRow, places }
}

/** The missing parents in the order of the rows that stand under them. */
function missingInOrder(missing: MissingParents, descendantCount: Int32Array) {
  const count = missing.spanIds.length
  const missingParentIds: string[] = []
  const missingParentFirst = new Int32Array(count)
  const missingParentNext = new Int32Array(count)
  let before = -1
  for (let place = 0; count > 0 && place < descendantCount.length; place += (descendantCount[place] ?? 0) + 1) {
    const parent = missing.of[place] ?? -1
    if (parent >= 0) {
      if (parent !== before) missingParentFirst[missingParentIds.push(missing.spanIds[parent] ?? '') - 1] = place
      missingParentNext[missingParentIds.length - 1] = place + (descendantCount[place] ?? 0) + 1
    }
    before = parent
  }
  return { missingParentIds, missingParentFirst, missingParentNext }
}

/** How many rows of another table belong to each span. */
async function countBySpan(
  reader: ArchiveReader,
  table: Statement,
  found: FoundTrace,
  ordering: Promise<TraceOrder>,
  signal: AbortSignal,
): Promise<Int32Array> {
  const keys = await readIntegers(reader.chunks(sql`SELECT span_row FROM ${table} WHERE ${ofTrace(found)}`, signal))
  const { places, spanRow } = await ordering
  const counts = new Int32Array(spanRow.length)
  for (const key of keys) {
    const place = places.rowOf(key)
    if (place >= 0) counts[place] = (counts[place] ?? 0) + 1
  }
  return counts
}
