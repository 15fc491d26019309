import { listValue } from '@duckdb/node-api'
import type { SpanMarks } from '../../preload/contract/marks'
import { sql, Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { findTrace, type FoundTrace } from './findTrace'
import { ofTrace } from './ofTrace'
import { PILL_KEYS, pillsOf } from './pillsOf'
import { cell, readRows } from './readRows'

/** Longer values are cut: they are read in a row. */
const LONGEST_TEXT = 120
/** Events of a span that are closer than this share of the time between its first and its last are one. */
const EVENT_PLACES = 500

/** What the rows of some spans of a trace show, in the order of `spanIds`; unknown ones are left out. */
export async function traceMarks(
  reader: ArchiveReader,
  { traceId, spanIds }: { traceId: string; spanIds: string[] },
  signal: AbortSignal,
): Promise<SpanMarks[]> {
  const found = await findTrace(reader, traceId, signal)
  const ids = sql`(SELECT unnest(${listValue(spanIds)}::VARCHAR[]))`
  const statement = sql`SELECT span_row, span_id FROM store.spans WHERE ${ofTrace(found)} AND span_id IN ${ids}`
  const rows = await readRows(reader.chunks(statement, signal), { spanRow: cell.number, spanId: cell.text })
  // Written out, numbers tell DuckDB where not to look: it then reads the attributes of a few spans, not of all.
  const among = new Statement([`span_row IN (${[-1, ...rows.map(({ spanRow }) => spanRow)].join()})`], [])
  const [spans, moments, links] = await Promise.all([
    readPillAttributes(reader, among, signal),
    readMoments(reader, sql`${ofTrace(found)} AND ${among}`, found, signal),
    countLinksTo(reader, found, ids, signal),
  ])
  const rowOf = new Map(rows.map(({ spanRow, spanId }) => [spanId, spanRow]))
  return spanIds.flatMap((spanId) => {
    const spanRow = rowOf.get(spanId) ?? -1
    const span = spans.get(spanRow)
    if (!span) return []
    const { events = [], exceptions = [] } = moments.get(spanRow) ?? {}
    return {
      spanId,
      pills: pillsOf(span.attributes, span.name),
      events: Float64Array.from(events),
      exceptions: Float64Array.from(exceptions),
      linkedFrom: links.get(spanId) ?? 0,
    }
  })
}

async function readPillAttributes(reader: ArchiveReader, among: Statement, signal: AbortSignal) {
  const keys = sql`${listValue([...PILL_KEYS])}::VARCHAR[]`
  const statement = sql`
    SELECT span_row, name, map_from_entries(list_transform(
      list_filter(map_entries(attributes), lambda entry: list_contains(${keys}, entry.key)),
      lambda entry: {key: entry.key, value: left(coalesce(entry.value, ''), ${LONGEST_TEXT})}))
    FROM store.span_rows WHERE ${among}`
  const rows = await readRows(reader.chunks(statement, signal), {
    spanRow: cell.number,
    name: cell.text,
    attributes: cell.map,
  })
  return new Map(
    rows.map(({ spanRow, name, attributes }) => [
      spanRow,
      { name, attributes: new Map(attributes.map(([key, value]) => [key, value ?? ''])) },
    ]),
  )
}

async function readMoments(reader: ArchiveReader, of: Statement, { startTime }: FoundTrace, signal: AbortSignal) {
  const statement = sql`
    WITH moments AS (
      SELECT span_row, name = 'exception' AS exception, (epoch_ns(time) - ${startTime ?? 0n}::BIGINT)::DOUBLE AS moment
      FROM store.span_events WHERE ${of} AND time IS NOT NULL),
    placed AS (
      SELECT *, floor(${EVENT_PLACES} * (moment - min(moment) OVER of_span)
        / greatest(1, max(moment) OVER of_span - min(moment) OVER of_span)) AS place
      FROM moments WINDOW of_span AS (PARTITION BY span_row))
    SELECT span_row, exception::INTEGER, min(moment) FROM placed GROUP BY span_row, exception, place ORDER BY 1, 3`
  const rows = await readRows(reader.chunks(statement, signal), {
    spanRow: cell.number,
    exception: cell.number,
    moment: cell.number,
  })
  const moments = new Map<number, { events: number[]; exceptions: number[] }>()
  for (const { spanRow, exception, moment } of rows) {
    const known = moments.get(spanRow) ?? { events: [], exceptions: [] }
    moments.set(spanRow, known)
    known[exception === 1 ? 'exceptions' : 'events'].push(moment)
  }
  return moments
}

/** Links may come from any trace. */
async function countLinksTo(reader: ArchiveReader, { traceId }: FoundTrace, ids: Statement, signal: AbortSignal) {
  const statement = sql`
    SELECT linked_span_id, count(*) FROM store.span_links
    WHERE linked_trace_id = ${traceId} AND linked_span_id IN ${ids} GROUP BY ALL`
  const rows = await readRows(reader.chunks(statement, signal), { spanId: cell.text, count: cell.number })
  return new Map(rows.map(({ spanId, count }) => [spanId, count]))
}
