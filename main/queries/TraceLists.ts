import type { TraceFilter, TraceSort } from '../../preload/contract/explorer'
import { sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { cell } from './readRows'
import { SharedAnswers } from './SharedAnswers'
import { traceCondition } from './traceCondition'

/** The traces that match a filter, in their order: 4 bytes for each. */
export interface TraceList {
  keys: Int32Array
  longestNs: number
}

/** Lists are kept, since a view asks for page after page of the same one. */
const KEPT_LISTS = 6

/** The lists that were asked for last, each computed once however many ask for it. */
export class TraceLists {
  readonly #lists = new SharedAnswers<TraceList>(KEPT_LISTS)

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
  const statement = sql`
    SELECT trace_key, duration_ns::DOUBLE FROM store.traces
    WHERE ${traceCondition(filter)}
    ORDER BY ${SORT_COLUMNS[sort.column]} ${sort.descending ? sql`DESC` : sql`ASC`} NULLS LAST, trace_key`
  let keys = new Int32Array(1_024)
  let count = 0
  let longestNs = 0
  for await (const chunk of reader.chunks(statement, signal)) {
    if (count + chunk.rowCount > keys.length) {
      const larger = new Int32Array(keys.length * 2 + chunk.rowCount)
      larger.set(keys)
      keys = larger
    }
    const [traceKey, duration] = [chunk.getColumnVector(0), chunk.getColumnVector(1)]
    for (let row = 0; row < chunk.rowCount; row++) {
      keys[count++] = cell.number(traceKey.getItem(row))
      longestNs = Math.max(longestNs, cell.number(duration.getItem(row)))
    }
  }
  return { keys: keys.slice(0, count), longestNs }
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
}
