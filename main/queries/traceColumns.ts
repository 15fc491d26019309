import { setImmediate } from 'node:timers/promises'
import type { TraceColumns } from '../../preload/contract/trace'
import { orderTree } from '../analysis/orderTree'
import { sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { findTrace, type FoundTrace } from './findTrace'
import { missingParents, type MissingParents } from './missingParents'
import { ofTrace } from './ofTrace'
import { readIntegers } from './readIntegers'
import { RowIndex } from './RowIndex'
import type { SharedAnswers } from './SharedAnswers'
import { emptyNumbers, scanTrace, type TraceScan } from './scanTrace'

const NO_ROWS = new Int32Array(0)

export interface TraceRows {
  columns: TraceColumns
  /** Key of each row in the archive. */
  spanRow: Int32Array
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
  const { columns, spanRow } = await readTraceRows(reader, found, signal)
  await orders?.ask(String(found.traceKey), signal, () => Promise.resolve(new RowIndex(spanRow)))
  return columns
}

/** The columns of a trace in tree order, with what leads back to the archive's own rows. */
export async function readTraceRows(reader: ArchiveReader, found: FoundTrace, signal: AbortSignal): Promise<TraceRows> {
  const keysOf = (table: Statement) =>
    readIntegers(reader.chunks(sql`SELECT span_row FROM ${table} WHERE ${ofTrace(found)}`, signal))
  const [scan, events, links] = await Promise.all([
    scanTrace(reader, found, signal),
    keysOf(sql`store.span_events`),
    keysOf(sql`store.span_links`),
  ])
  const eventsOf = countRows(events, scan)
  const linksOf = countRows(links, scan)
  const missing = await missingParents(reader, found, scan.index, signal)
  const { rowAt, ...tree } = orderTree(scan.start, scan.parent, missing.of)
  // Other requests are answered between the two long steps, of about 0.1 s each for a million spans.
  await setImmediate(undefined, { signal })
  const count = rowAt.length
  const spanRow = new Int32Array(count)
  const columns: TraceColumns = {
    traceId: found.traceId,
    startTime: found.startTime ?? 0n,
    durationNs: found.durationNs,
    spanCount: count,
    services: scan.services,
    names: scan.names,
    ...emptyNumbers(count),
    ...tree,
    ...missingInOrder(missing, rowAt, tree.descendantCount),
    eventCount: new Int32Array(count),
    linkCount: new Int32Array(count),
    spanIds: { high: new Uint32Array(count), low: new Uint32Array(count), otherRows: NO_ROWS, others: [] },
  }
  const { high, low, others } = columns.spanIds
  const otherRows: number[] = []
  // One loop for all columns: a function over any of them would run five times as long.
  for (let place = 0; place < count; place++) {
    const row = rowAt[place] ?? 0
    spanRow[place] = scan.spanRow[row] ?? 0
    columns.service[place] = scan.service[row] ?? 0
    columns.name[place] = scan.name[row] ?? 0
    columns.start[place] = scan.start[row] ?? NaN
    columns.duration[place] = scan.duration[row] ?? NaN
    columns.selfTime[place] = scan.selfTime[row] ?? NaN
    columns.criticalPath[place] = scan.criticalPath[row] ?? 0
    columns.kind[place] = scan.kind[row] ?? 0
    columns.status[place] = scan.status[row] ?? 0
    columns.problems[place] = scan.problems[row] ?? 0
    columns.eventCount[place] = eventsOf[row] ?? 0
    columns.linkCount[place] = linksOf[row] ?? 0
    high[place] = scan.high[row] ?? 0
    low[place] = scan.low[row] ?? 0
    const other = scan.otherIds.size > 0 ? scan.otherIds.get(row) : undefined
    if (other === undefined) continue
    otherRows.push(place)
    others.push(other)
  }
  columns.spanIds.otherRows = Int32Array.from(otherRows)
  return { columns, spanRow }
}

/** The missing parents in the order of the rows that stand under them. */
function missingInOrder(missing: MissingParents, rowAt: Int32Array, descendantCount: Int32Array) {
  const count = missing.spanIds.length
  const missingParentIds: string[] = []
  const missingParentFirst = new Int32Array(count)
  const missingParentNext = new Int32Array(count)
  let before = -1
  for (let place = 0; count > 0 && place < rowAt.length; place += (descendantCount[place] ?? 0) + 1) {
    const parent = missing.of[rowAt[place] ?? 0] ?? -1
    if (parent >= 0) {
      if (parent !== before) missingParentFirst[missingParentIds.push(missing.spanIds[parent] ?? '') - 1] = place
      missingParentNext[missingParentIds.length - 1] = place + (descendantCount[place] ?? 0) + 1
    }
    before = parent
  }
  return { missingParentIds, missingParentFirst, missingParentNext }
}

/** How often the key of each row of the scan is among these. */
function countRows(keys: Int32Array, { index, spanRow }: TraceScan): Int32Array {
  const counts = new Int32Array(spanRow.length)
  for (const key of keys) {
    const row = index.rowOf(key)
    if (row >= 0) counts[row] = (counts[row] ?? 0) + 1
  }
  return counts
}
