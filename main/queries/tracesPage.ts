import { listValue } from '@duckdb/node-api'
import type { TraceFilter, TracePage, TraceSort } from '../../preload/contract/explorer'
import type { TraceSummary } from '../../preload/contract/trace'
import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { cell, orNull, readRows } from './readRows'
import type { TraceLists } from './TraceLists'

interface PageParameters {
  filter: TraceFilter
  sort: TraceSort
  first: number
  count: number
}

/**
 * Part of the trace list. The list is computed once for a filter and order; a page of it then costs one
 * look at the 4 bytes of each trace's key.
 */
export async function tracesPage(
  reader: ArchiveReader,
  lists: TraceLists,
  { filter, sort, first, count }: PageParameters,
  signal: AbortSignal,
): Promise<TracePage> {
  const { keys, longestNs, matchedSpans } = await lists.listOf(reader, filter, sort, signal)
  const [archiveTotal, rows] = await Promise.all([
    countTraces(reader, signal),
    readTraces(reader, keys.slice(first, first + count), matchedSpans?.slice(first, first + count) ?? null, signal),
  ])
  return { total: keys.length, archiveTotal, longestNs, rows }
}

async function countTraces(reader: ArchiveReader, signal: AbortSignal): Promise<number> {
  const [row] = await readRows(reader.chunks(sql`SELECT count(*) FROM store.traces`, signal), { count: cell.number })
  return row?.count ?? 0
}

async function readTraces(
  reader: ArchiveReader,
  keys: Int32Array,
  matchedSpans: Int32Array | null,
  signal: AbortSignal,
): Promise<TraceSummary[]> {
  if (keys.length === 0) return []
  const statement = sql`
    SELECT trace_key, trace_id, root_service_name, root_name, start_time, duration_ns, span_count, error_count, service_count
    FROM store.traces WHERE trace_key IN (SELECT unnest(${listValue([...keys])}::INTEGER[]))`
  const rows = await readRows(reader.chunks(statement, signal), {
    traceKey: cell.number,
    traceId: cell.text,
    rootServiceName: cell.text,
    rootName: cell.text,
    startTime: orNull(cell.time),
    durationNs: cell.number,
    spanCount: cell.number,
    errorCount: cell.number,
    serviceCount: cell.number,
  })
  const byKey = new Map(rows.map(({ traceKey, ...summary }) => [traceKey, summary]))
  const page: TraceSummary[] = []
  for (const [row, key] of keys.entries()) {
    const summary = byKey.get(key)
    if (summary) page.push({ ...summary, matchedSpans: matchedSpans?.[row] ?? null })
  }
  return page
}
