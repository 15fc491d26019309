import type { TraceFilter, TraceSort } from '../../preload/contract/explorer'
import { sql, type Statement } from '../archive/sql'
import { compileText } from '../traceql/compileText'
import type { ArchiveReader } from './ArchiveReader'
import { cell } from './readRows'
import { SharedAnswers } from './SharedAnswers'
import { traceCondition } from './traceCondition'

/** The traces that match a filter, in their order: 4 bytes for each, and 4 more where a query is asked. */
export interface TraceList {
  keys: Int32Array
  longestNs: number
  /** How many spans of each trace match the query; null without one. */
  matchedSpans: Int32Array | null
}

/** Lists are kept, since a view asks for page after page of the same one. */
const KEPT_LISTS = 6

/** The lists that were asked for last, each computed once however many ask for it. */
export class TraceLists {
  readonly #lists = new SharedAnswers<TraceList>(KEPT_LISTS)

  /** Fails with `query_wrong`. */
  listOf(reader: ArchiveReader, filter: TraceFilter, sort: TraceSort, signal: AbortSignal): Promise<TraceList> {
    const key = JSON.stringify([filter, sort], (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
    return this.#lists.ask(key, signal, (shared) => readList(reader, filter, sort, shared))
  }
}

async function readList(
  reader: ArchiveReader,
  filter: TraceFilter,
  sort: TraceSort,
  signal: AbortSignal,
): Promise<TraceList> {
  const query = filter.query.trim()
  const matched =
    query === ''
      ? { column: sql`NULL::INTEGER AS matched_spans`, join: sql`` }
      : {
          column: sql`matched_spans::INTEGER`,
          join: sql`JOIN (${compileText(query).traces}) USING (trace_key)`,
        }
  const statement = sql`
    SELECT trace_key, duration_ns::DOUBLE, ${matched.column} FROM store.traces ${matched.join}
    WHERE ${traceCondition(filter)}
    ORDER BY ${SORT_COLUMNS[sort.column]} ${sort.descending ? sql`DESC` : sql`ASC`} NULLS LAST, trace_key`
  let keys = new Int32Array(1_024)
  let matchedSpans = new Int32Array(query === '' ? 0 : 1_024)
  let count = 0
  let longestNs = 0
  for await (const chunk of reader.chunks(statement, signal)) {
    if (count + chunk.rowCount > keys.length) {
      const length = keys.length * 2 + chunk.rowCount
      keys = withLength(keys, length)
      if (query !== '') matchedSpans = withLength(matchedSpans, length)
    }
    const [traceKey, duration, spans] = [0, 1, 2].map((column) => chunk.getColumnVector(column))
    for (let row = 0; row < chunk.rowCount; row++) {
      if (query !== '') matchedSpans[count] = cell.number(spans?.getItem(row) ?? null)
      keys[count++] = cell.number(traceKey?.getItem(row) ?? null)
      longestNs = Math.max(longestNs, cell.number(duration?.getItem(row) ?? null))
    }
  }
  return { keys: keys.slice(0, count), longestNs, matchedSpans: query === '' ? null : matchedSpans.slice(0, count) }
}

function withLength(column: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(length)
  longer.set(column)
  return longer
}

/** `trace_key` counts by start, so that it breaks ties by start too. */
const SORT_COLUMNS: Record<TraceSort['column'], Statement> = {
  startTime: sql`start_time`,
  rootServiceName: sql`root_service_name`,
  rootName: sql`root_name`,
  durationNs: sql`duration_ns`,
  spanCount: sql`span_count`,
  errorCount: sql`error_count`,
  serviceCount: sql`service_count`,
  matchedSpans: sql`matched_spans`,
}
