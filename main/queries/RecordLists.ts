import type { RecordFilter, RecordKind } from '../../preload/contract/records'
import { looseWords } from '../../preload/contract/traceql/readWords'
import { joinSql, sql, type Statement } from '../archive/sql'
import { compileText } from '../traceql/compileText'
import { mapContains } from '../traceql/compileWords'
import { tablesOfTrace } from '../traceql/SpanTables'
import type { ArchiveReader } from './ArchiveReader'
import { findTrace, type FoundTrace } from './findTrace'
import { ofTrace } from './ofTrace'
import { questionKey } from '../../preload/contract/questionKey'
import { readIntegers } from './readIntegers'
import { cell, readRows } from './readRows'
import { EVENT_SEVERITY, LOG_SEVERITY } from './recordColumns'
import { SharedAnswers } from './SharedAnswers'

/** The events and log records of a trace that a filter leaves, by their time: 4 bytes for each. */
export interface RecordList {
  found: FoundTrace
  /** See `recordId`. */
  ids: Int32Array
  /** How many there are without the filter. */
  everything: number
}

/** Records that are kept of lists in all, beside the one that was asked for last. */
const KEPT_RECORDS = 4_000_000

/** Events have their rowid, log records count downwards from −2: what is read as −1 is none. */
export function recordId(id: number): { kind: RecordKind; number: number } {
  return id >= 0 ? { kind: 'event', number: id } : { kind: 'log', number: -2 - id }
}

/** The lists that were asked for last, each computed once however many ask for it. */
export class RecordLists {
  readonly #lists = new SharedAnswers<RecordList>({ capacity: KEPT_RECORDS, weigh: ({ ids }) => ids.length })

  /** Fails with `trace_not_found`, `trace_ambiguous`, `query_wrong`. */
  listOf(reader: ArchiveReader, filter: RecordFilter, signal: AbortSignal): Promise<RecordList> {
    return this.#lists.ask(questionKey(filter), signal, async (shared) => {
      const found = await findTrace(reader, filter.traceId, shared)
      const [ids, everything] = await Promise.all([
        readIntegers(reader.chunks(listed(found, filter), shared)),
        countAll(reader, found, shared),
      ])
      return { found, ids, everything }
    })
  }
}

/** What log records of a trace meet; spans without a trace id have none. */
export function logsOf({ traceId }: FoundTrace): Statement {
  return traceId === '' ? sql`false` : sql`trace_id = ${traceId}`
}

async function countAll(reader: ArchiveReader, found: FoundTrace, signal: AbortSignal): Promise<number> {
  const statement = sql`SELECT (SELECT count(*) FROM store.span_events WHERE ${ofTrace(found)})
    + (SELECT count(*) FROM store.log_rows WHERE ${logsOf(found)})`
  const [row] = await readRows(reader.chunks(statement, signal), { count: cell.number })
  return row?.count ?? 0
}

function listed(found: FoundTrace, { words, kind, severity, services, spanId, query }: RecordFilter): Statement {
  const { spans } = tablesOfTrace(found)
  const events = [ofTrace(found)]
  const logs = [logsOf(found)]
  if (kind === 'log') events.push(sql`false`)
  if (kind === 'event') logs.push(sql`false`)
  for (const { text, isExcluded } of looseWords(words)) {
    const word = text.toLowerCase()
    const inText = (column: Statement) => sql`contains(lower(coalesce(${column}, '')), ${word})`
    const not = isExcluded ? sql`NOT` : sql``
    events.push(sql`${not} (${inText(sql`name`)} OR ${mapContains(sql`attributes`, word)})`)
    logs.push(
      sql`${not} (${inText(sql`body`)} OR ${inText(sql`severity_text`)} OR ${mapContains(sql`attributes`, word)})`,
    )
  }
  if (severity > 0) {
    events.push(sql`${EVENT_SEVERITY} >= ${severity}`)
    logs.push(sql`${LOG_SEVERITY} >= ${severity}`)
  }
  if (services.length > 0) {
    const names = joinSql(
      services.map((name) => sql`${name}`),
      ', ',
    )
    const resources = sql`(SELECT resource_key FROM store.resources WHERE service_name IN (${names}))`
    events.push(sql`span_row IN (SELECT span_row FROM ${spans} s WHERE s.tree.resource_key IN ${resources})`)
    logs.push(sql`resource_key IN ${resources}`)
  }
  // Log records call a span by the id that it was reported with.
  const named = (rows: Statement) => sql`span_id IN (
    SELECT unnest([s.span_id, coalesce(s.reported_span_id, s.span_id)]) FROM ${spans} s WHERE s.span_row IN (${rows}))`
  if (query.trim() !== '') {
    const matched = sql`SELECT span_row FROM (${compileText(query, tablesOfTrace(found)).spans})`
    events.push(sql`span_row IN (${matched})`)
    logs.push(named(matched))
  }
  if (spanId !== '') {
    events.push(sql`span_id = ${spanId}`)
    logs.push(named(sql`SELECT span_row FROM ${spans} o WHERE o.span_id = ${spanId}`))
  }
  return sql`
    SELECT id FROM (
      SELECT rowid::INTEGER AS id, rowid AS number, 0 AS kind, time FROM store.span_events WHERE ${joinSql(events, ' AND ')}
      UNION ALL
      SELECT (-2 - rowid)::INTEGER, rowid, 1, time FROM store.log_rows WHERE ${joinSql(logs, ' AND ')})
    ORDER BY time NULLS LAST, kind, number`
}
