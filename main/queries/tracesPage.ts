import { listValue } from '@duckdb/node-api'
import type { ListPage, TracePage } from '../../preload/contract/explorer'
import type { ColumnValue, QueryProgress } from '../../preload/contract/matches'
import type { TraceSummary } from '../../preload/contract/trace'
import { sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { countTraces } from './countRows'
import { cell, orNull, readRows } from './readRows'
import { traceColumnValues } from './traceColumnValues'
import type { TraceLists } from './TraceLists'

/**
 * Part of the trace list. The list is computed once for a filter and order; a page of it then costs one
 * look at the 4 bytes of each trace's key. Columns are looked up for its rows alone. Fails with `query_wrong`.
 */
export async function tracesPage(
  reader: ArchiveReader,
  lists: TraceLists,
  { filter, sort, first, count, columns = [] }: ListPage,
  signal: AbortSignal,
  onProgress?: (progress: QueryProgress) => void,
): Promise<TracePage> {
  const asker = { signal, onProgress }
  const { keys, longestNs, matchedSpans, totals } = await lists.listOf(reader, filter, sort, asker)
  const page = keys.slice(first, first + count)
  const archiveTotal = await countTraces(reader, signal)
  if (page.length === 0) return { total: keys.length, archiveTotal, totals, longestNs, rows: [] }
  const pageKeys = sql`(SELECT unnest(${listValue([...page])}::INTEGER[]))`
  const [summaries, values] = await Promise.all([
    readTraces(reader, pageKeys, signal),
    lists.matches.use(reader, filter, asker, (matched) =>
      traceColumnValues(reader, matched, { columns, keys: pageKeys }, signal),
    ),
  ])
  const rows = inOrder(page, summaries).map(({ traceKey, ...summary }, index): TraceSummary => ({
    ...summary,
    matchedSpans: matchedSpans?.[first + index] ?? null,
    values: values.get(traceKey) ?? columns.map((): ColumnValue | null => null),
  }))
  return { total: keys.length, archiveTotal, totals, longestNs, rows }
}

function inOrder<Row extends { traceKey: number }>(keys: Int32Array, rows: Row[]): Row[] {
  const byKey = new Map(rows.map((row) => [row.traceKey, row]))
  return [...keys].flatMap((key) => byKey.get(key) ?? [])
}

function readTraces(reader: ArchiveReader, keys: Statement, signal: AbortSignal) {
  const statement = sql`
    SELECT trace_key, trace_id, root_service_name, root_name, start_time, duration_ns, span_count, error_count, service_count
    FROM store.traces WHERE trace_key IN ${keys}`
  return readRows(reader.chunks(statement, signal), {
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
}
