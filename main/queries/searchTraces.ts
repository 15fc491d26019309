import type { DuckDBValue } from '@duckdb/node-api'
import { identifier, joinSql, sql } from '../archive/sql'
import { compileText } from '../traceql/compileText'
import type { ArchiveReader } from './ArchiveReader'
import { cell } from './readRows'

/** Those of `traces`, then `matched_spans`. */
export const FOUND_COLUMNS = [
  'trace_id',
  'root_service_name',
  'root_name',
  'start_time',
  'duration_ns',
  'span_count',
  'error_count',
  'service_count',
  'max_depth',
  'orphan_count',
  'matched_spans',
]

export interface SearchAnswer {
  /** Traces that match, however many rows there are. */
  total: number
  /** The latest traces first; `FOUND_COLUMNS` of each. */
  rows: DuckDBValue[][]
}

/** The traces that match a TraceQL query, `limit` of them. Fails with `query_wrong`. */
export async function searchTraces(
  reader: ArchiveReader,
  { query, limit }: { query: string; limit: number },
  signal: AbortSignal,
): Promise<SearchAnswer> {
  const { traces } = compileText(query)
  // With the total once more in each row, and in one without a trace, so that there always is one.
  const statement = sql`
    WITH matched AS MATERIALIZED (${traces}),
    page AS (
      SELECT ${joinSql(FOUND_COLUMNS.map(identifier), ', ')} FROM matched JOIN store.traces USING (trace_key)
      ORDER BY start_time DESC NULLS LAST, trace_id LIMIT ${limit}::BIGINT)
    SELECT total, page.* FROM (SELECT count(*) AS total FROM matched) LEFT JOIN page ON true
    ORDER BY page.start_time DESC NULLS LAST, page.trace_id`
  let total = 0
  const rows: DuckDBValue[][] = []
  for await (const chunk of reader.chunks(statement, signal)) {
    for (const [count = null, ...row] of chunk.getRows()) {
      total = cell.number(count)
      if (row[0] !== null) rows.push(row)
    }
  }
  return { total, rows }
}
