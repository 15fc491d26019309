import { listValue } from '@duckdb/node-api'
import type { ListPage } from '../../preload/contract/explorer'
import type { QueryProgress, SpanPage, SpanSummary } from '../../preload/contract/matches'
import { SPAN_KINDS, STATUSES } from '../../preload/contract/trace'
import { joinSql, sql } from '../archive/sql'
import { SpanScope } from '../traceql/SpanScope'
import type { ArchiveReader } from './ArchiveReader'
import { columnValues, lookedUp, lookUps } from './columnValues'
import { countTraces } from './countRows'
import { cell, orNull, readRows } from './readRows'
import type { SpanLists } from './SpanLists'

/** Part of the list of spans. Columns are looked up for its rows alone. Fails with `query_wrong`. */
export async function spansPage(
  reader: ArchiveReader,
  lists: SpanLists,
  { filter, sort, first, count, columns = [] }: ListPage,
  signal: AbortSignal,
  onProgress?: (progress: QueryProgress) => void,
): Promise<SpanPage> {
  const { spanRows, longestNs, totals } = await lists.listOf(reader, filter, sort, { signal, onProgress })
  const [archiveTotal, rows] = await Promise.all([
    countTraces(reader, signal),
    readSpans(reader, spanRows.slice(first, first + count), columns, signal),
  ])
  return { total: spanRows.length, archiveTotal, totals, longestNs, rows }
}

async function readSpans(
  reader: ArchiveReader,
  spanRows: Int32Array,
  columns: string[],
  signal: AbortSignal,
): Promise<SpanSummary[]> {
  const scope = new SpanScope()
  const looks = lookUps(columns, scope)
  if (spanRows.length === 0) return []
  const known = [
    sql`s.span_row, s.trace_id, s.span_id`,
    scope.of('resource', sql`r.service_name`),
    sql`s.name, s.kind, s.start_time, s.duration_ns, nullif(s.tree.self_time_ns, -1) AS self_time_ns, s.status`,
    scope.of('trace', sql`t.root_service_name, t.root_name`),
    ...looks.map(({ first }) => first),
  ]
  const statement = sql`
    WITH page AS MATERIALIZED (
      SELECT ${joinSql(known, ', ')} FROM store.span_rows s ${scope.joins}
      WHERE s.span_row IN (SELECT unnest(${listValue([...spanRows])}::INTEGER[])))
    SELECT span_row, trace_id, span_id, service_name, name, kind, start_time, duration_ns, self_time_ns, status,
      root_service_name, root_name, ${lookedUp(looks)} FROM page b`
  const rows = await readRows(reader.chunks(statement, signal), {
    spanRow: cell.number,
    traceId: cell.text,
    spanId: cell.text,
    serviceName: cell.text,
    name: cell.text,
    kind: cell.text,
    startTime: orNull(cell.time),
    durationNs: orNull(cell.number),
    selfTimeNs: orNull(cell.number),
    status: cell.text,
    rootServiceName: cell.text,
    rootName: cell.text,
    values: columnValues,
  })
  const byRow = new Map(rows.map((row) => [row.spanRow, row]))
  return [...spanRows].flatMap((spanRow) => {
    const span = byRow.get(spanRow)
    if (!span) return []
    const kind = SPAN_KINDS.find((known) => known === span.kind) ?? 'unspecified'
    const status = STATUSES.find((known) => known === span.status) ?? 'unset'
    return [{ ...span, kind, status }]
  })
}
