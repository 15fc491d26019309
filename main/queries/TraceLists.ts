import {
  TRACE_SORT_COLUMNS,
  type ListSort,
  type TraceFilter,
  type TraceSortColumn,
} from '../../preload/contract/explorer'
import type { MatchTotals, QueryProgress } from '../../preload/contract/matches'
import { joinSql, sql, type Statement } from '../archive/sql'
import { sortedField } from '../traceql/lookUp'
import { SpanScope } from '../traceql/SpanScope'
import type { ArchiveReader } from './ArchiveReader'
import { fieldOf } from './fieldOf'
import { isAsked, Matches, type MatchedSpans } from './Matches'
import type { Asker } from './KeptTables'
import { phaseProgress } from './phaseProgress'
import { questionKey } from '../../preload/contract/questionKey'
import { cell, orNull, readRows } from './readRows'
import { SharedAnswers } from './SharedAnswers'
import { groupTotal } from './sumUp'
import { traceCondition } from './traceCondition'

/** The traces that match a filter, in their order: 4 bytes for each, and 4 more where a query is asked. */
export interface TraceList {
  keys: Int32Array
  longestNs: number
  /** How many spans of each trace match the query; null without one. */
  matchedSpans: Int32Array | null
  totals: MatchTotals
}

/** Lists are kept, since a view asks for page after page of the same one. */
const KEPT_LISTS = 6

/** The lists that were asked for last, each computed once however many ask for it. */
export class TraceLists {
  readonly #lists = new SharedAnswers<TraceList, QueryProgress>(KEPT_LISTS)

  readonly matches: Matches

  constructor(matches = new Matches()) {
    this.matches = matches
  }

  /** Fails with `query_wrong`. */
  listOf(
    reader: ArchiveReader,
    filter: TraceFilter,
    sort: ListSort,
    { signal, onProgress }: Asker,
  ): Promise<TraceList> {
    const compute = (shared: AbortSignal, report: (progress: QueryProgress) => void) => {
      const asker = { signal: shared, onProgress: report }
      const startedAt = performance.now()
      return this.matches.use(reader, filter, asker, (matched) =>
        readList(
          reader,
          matched,
          { filter, sort },
          { signal: shared, onShare: phaseProgress('sorting', startedAt, report) },
        ),
      )
    }
    return this.#lists.ask(questionKey([filter, sort]), signal, compute, onProgress)
  }
}

async function readList(
  reader: ArchiveReader,
  matched: MatchedSpans,
  { filter, sort }: { filter: TraceFilter; sort: ListSort },
  { signal, onShare }: { signal: AbortSignal; onShare: (share: number | null) => void },
): Promise<TraceList> {
  const narrowed = isAsked(filter)
  const counted = sql`SELECT trace_key, count(*)::INTEGER AS matched_spans FROM ${matched.rows} GROUP BY trace_key`
  const matches = narrowed
    ? { found: sql`matched_spans`, join: sql`JOIN (${counted}) USING (trace_key)` }
    : { found: sql`span_count`, join: sql`CROSS JOIN (SELECT NULL::INTEGER AS matched_spans)` }
  const { keys: order, join } = orderOf(matched, sort)
  const statement = sql`
    SELECT trace_key, duration_ns::DOUBLE, ${matches.found}
    FROM store.traces ${matches.join} ${join}
    WHERE ${traceCondition(filter, narrowed ? matched.rows : null)} ORDER BY ${joinSql(order, ', ')}, trace_key`
  let keys = new Int32Array(1_024)
  let matchedSpans = new Int32Array(1_024)
  let count = 0
  let longestNs = 0
  let spans = 0
  for await (const chunk of reader.chunks(statement, signal, onShare)) {
    if (count + chunk.rowCount > keys.length) {
      const length = keys.length * 2 + chunk.rowCount
      keys = withLength(keys, length)
      matchedSpans = withLength(matchedSpans, length)
    }
    const [traceKey, duration, spanCount] = [0, 1, 2].map((column) => chunk.getColumnVector(column))
    for (let row = 0; row < chunk.rowCount; row++) {
      const found = cell.number(spanCount?.getItem(row) ?? null)
      spans += found
      matchedSpans[count] = found
      keys[count++] = cell.number(traceKey?.getItem(row) ?? null)
      longestNs = Math.max(longestNs, cell.number(duration?.getItem(row) ?? null))
    }
  }
  const groups = await countGroups(reader, matched, filter, signal)
  return {
    keys: keys.slice(0, count),
    longestNs,
    matchedSpans: narrowed ? matchedSpans.slice(0, count) : null,
    totals: { spans, traces: count, groups },
  }
}

async function countGroups(
  reader: ArchiveReader,
  matched: MatchedSpans,
  filter: TraceFilter,
  signal: AbortSignal,
): Promise<number | null> {
  const among = sql`trace_key IN (SELECT trace_key FROM store.traces WHERE ${traceCondition(filter, matched.rows)})`
  const counted = reader.chunks(sql`SELECT ${groupTotal(matched, among)}`, signal)
  const [row] = await readRows(counted, { groups: orNull(cell.number) })
  return row?.groups ?? null
}

function withLength(column: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(length)
  longer.set(column)
  return longer
}

/** By what traces are sorted, and where that is. A field is that of the first span in tree order that matches and has it. */
function orderOf(matched: MatchedSpans, { column, descending }: ListSort): { keys: Statement[]; join: Statement } {
  const direction = descending ? sql`DESC` : sql`ASC`
  const known = TRACE_SORT_COLUMNS.find((name) => name === column)
  if (known) return { keys: [sql`${SORT_COLUMNS[known]} ${direction} NULLS LAST`], join: sql`` }
  const scope = new SpanScope()
  const { first, then } = sortedField(fieldOf(column), scope)
  const join = sql`LEFT JOIN (
    SELECT trace_key, arg_min(field, place) FILTER (field IS NOT NULL) AS field FROM (
      SELECT b.trace_key, b.place, ${then} AS field FROM (
        SELECT s.tree.trace_key AS trace_key, s.tree.place AS place, ${first} FROM ${matched.from(scope, sql`true`)}) b)
    GROUP BY trace_key) USING (trace_key)`
  return { keys: ['number', 'text'].map((part) => sql`field[${part}] ${direction} NULLS LAST`), join }
}

/** `trace_key` counts by start, so that it breaks ties by start too. */
const SORT_COLUMNS: Record<TraceSortColumn, Statement> = {
  startTime: sql`start_time`,
  rootServiceName: sql`root_service_name`,
  rootName: sql`root_name`,
  durationNs: sql`duration_ns`,
  spanCount: sql`span_count`,
  errorCount: sql`error_count`,
  serviceCount: sql`service_count`,
  matchedSpans: sql`matched_spans`,
}
