import { listValue } from '@duckdb/node-api'
import type { RecordDetail, RecordFilter, RecordKind, RecordPage } from '../../preload/contract/records'
import { sql, type Statement } from '../archive/sql'
import { tablesOfTrace } from '../traceql/SpanTables'
import type { ArchiveReader } from './ArchiveReader'
import { attributesOf } from './attributesOf'
import { findTrace, type FoundTrace } from './findTrace'
import { ofTrace } from './ofTrace'
import { cell, orNull, readRows } from './readRows'
import { placesInTrace } from './readTraceOrder'
import { EVENT_LEVEL, EVENT_MESSAGE, EVENT_SEVERITY, LOG_MESSAGE, LOG_SEVERITY } from './recordColumns'
import { logsOf, recordId, type RecordLists } from './RecordLists'
import type { RowIndex } from './RowIndex'
import type { SharedAnswers } from './SharedAnswers'

interface Part extends RecordFilter {
  first: number
  count: number
}

/** Part of the events and log records of a trace, by time. `lists` and `orders` are kept by whoever asks. */
export async function traceRecords(
  reader: ArchiveReader,
  { lists, orders }: { lists: RecordLists; orders: SharedAnswers<RowIndex> },
  { first, count, ...filter }: Part,
  signal: AbortSignal,
): Promise<RecordPage> {
  const { found, ids, everything } = await lists.listOf(reader, filter, signal)
  const wanted = [...ids.subarray(first, first + count)]
  const [order, events, logs] = await Promise.all([
    orders.ask(String(found.traceKey), signal, (shared) => placesInTrace(reader, found, shared)),
    wanted.some((id) => id >= 0) ? readEvents(reader, found, wanted, signal) : [],
    wanted.some((id) => id < 0) ? readLogs(reader, found, wanted, signal) : [],
  ])
  const byId = new Map([...events, ...logs].map((record) => [record.id, record]))
  const rows = wanted.flatMap((id) => {
    const found = byId.get(id)
    if (!found) return []
    const { spanRow, ...record } = found
    return [{ ...record, row: order.rowOf(spanRow) }]
  })
  return { total: ids.length, everything, rows }
}

/** What the list leaves out of some records of a trace, in the order in which they are asked for. */
export async function recordDetails(
  reader: ArchiveReader,
  { traceId, ids }: { traceId: string; ids: number[] },
  signal: AbortSignal,
): Promise<RecordDetail[]> {
  const found = await findTrace(reader, traceId, signal)
  const columns = { id: cell.number, body: orNull(cell.text), attributes: cell.map, types: cell.text }
  const statement = sql`
    SELECT rowid, NULL::VARCHAR AS body, attributes, attribute_types FROM store.span_events
    WHERE ${ofTrace(found)} AND rowid IN ${numbersOf(ids, 'event')}
    UNION ALL
    SELECT -2 - rowid, body, attributes, '' FROM store.log_rows
    WHERE ${logsOf(found)} AND rowid IN ${numbersOf(ids, 'log')}`
  const rows = await readRows(reader.chunks(statement, signal), columns)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => {
    const record = byId.get(id)
    return { body: record?.body ?? null, attributes: attributesOf(record?.attributes ?? [], record?.types ?? '') }
  })
}

function numbersOf(ids: readonly number[], wanted: RecordKind): Statement {
  const numbers = ids.map(recordId).flatMap(({ kind, number }) => (kind === wanted ? [BigInt(number)] : []))
  return numbers.length === 0 ? sql`(-1)` : sql`(SELECT unnest(${listValue(numbers)}::BIGINT[]))`
}

const SHOWN = {
  id: cell.number,
  time: orNull(cell.time),
  severityNumber: orNull(cell.number),
  severityText: orNull(cell.text),
  name: cell.text,
  message: cell.text,
}

async function readEvents(reader: ArchiveReader, found: FoundTrace, ids: number[], signal: AbortSignal) {
  const statement = sql`
    SELECT rowid, time, ${EVENT_SEVERITY}, ${EVENT_LEVEL}, name, ${EVENT_MESSAGE}, span_row FROM store.span_events
    WHERE ${ofTrace(found)} AND rowid IN ${numbersOf(ids, 'event')}`
  const events = await readRows(reader.chunks(statement, signal), { ...SHOWN, spanRow: cell.number })
  return events.map((event) => ({ ...event, kind: 'event' as const, serviceName: null }))
}

/** A log record calls its span by the id that it has in the archive, or by the one that it was reported with. */
async function readLogs(reader: ArchiveReader, found: FoundTrace, ids: number[], signal: AbortSignal) {
  const numbers = numbersOf(ids, 'log')
  const { spans } = tablesOfTrace(found)
  const statement = sql`
    WITH picked AS MATERIALIZED (
      SELECT -2 - rowid AS id, time, ${LOG_SEVERITY} AS severity, severity_text, ${LOG_MESSAGE} AS message, span_id, resource_key
      FROM store.log_rows WHERE ${logsOf(found)} AND rowid IN ${numbers}),
    named AS (
      SELECT id, arg_min(span_row, is_other) AS span_row FROM (
        SELECT s.span_row, unnest([s.span_id, s.reported_span_id]) AS id, unnest([0, 1]) AS is_other FROM ${spans} s)
      WHERE id IN (SELECT span_id FROM picked) GROUP BY id)
    SELECT picked.id, time, severity, severity_text, '', message, coalesce(named.span_row, -1), r.service_name
    FROM picked LEFT JOIN named ON named.id = picked.span_id JOIN store.resources r USING (resource_key)`
  const columns = { ...SHOWN, spanRow: cell.number, serviceName: cell.text }
  const logs = await readRows(reader.chunks(statement, signal), columns)
  return logs.map((log) => ({ ...log, kind: 'log' as const }))
}
