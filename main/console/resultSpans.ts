import type { DuckDBConnection } from '@duckdb/node-api'
import { Failed } from '../../preload/contract/failure'
import type { IdColumns } from '../../preload/contract/sql/idColumns'
import { isInSpanSet, readSpanSet } from '../archive/SpanSet'
import { sql, Statement } from '../archive/sql'
import type { KeptSelection } from '../archive/keptSelection'

export type ResultSpans = Omit<KeptSelection, 'statement'>

/**
 * The spans that the rows of a result name: those of `span_id`, or without it all of the traces. `rows` is a relation
 * whose columns are called `c0`, `c1` … Ids may be written with or without the zeros before them, in any case, as UUIDs.
 * Null where the archive has none of them.
 */
export async function resultSpans(
  connection: DuckDBConnection,
  rows: string,
  ids: IdColumns | null,
): Promise<ResultSpans | null> {
  if (ids === null) {
    const message = 'The result has no column trace_id: it tells of no spans.'
    throw new Failed({ code: 'sql_failed', message, position: null })
  }
  const spans = await readSpanSet(connection, namedSpans(new Statement([rows], []), ids))
  if (spans === null) return null
  const { text, values } = sql`SELECT count(*), count(DISTINCT tree.trace_key) FROM store.span_rows
    WHERE ${isInSpanSet(sql`span_row`, spans)}`
  const [counts = []] = (await connection.runAndReadAll(text, values)).getRows()
  const [spanCount = 0, traceCount = 0] = counts.map(Number)
  return { spans, spanCount, traceCount }
}

/** Traces become numbers first: their ids are long, and few beside those of spans. */
function namedSpans(rows: Statement, { traceId, spanId }: IdColumns): Statement {
  const traces = sql`SELECT DISTINCT ${asInArchive(traceId, 32)} AS trace_id FROM ${rows} AS result`
  if (spanId === null) {
    return sql`SELECT span_row FROM store.span_rows s WHERE s.tree.trace_key IN (
      SELECT trace_key FROM store.traces WHERE trace_id IN (${traces}))`
  }
  return sql`
    SELECT s.span_row FROM store.span_rows s JOIN (
      SELECT DISTINCT t.trace_key, n.span_id FROM store.traces t JOIN (
        SELECT ${asInArchive(traceId, 32)} AS trace_id, ${asInArchive(spanId, 16)} AS span_id FROM ${rows} AS result) n
      ON n.trace_id = t.trace_id) n
    ON n.trace_key = s.tree.trace_key AND n.span_id = s.span_id`
}

/** A cell as the archive writes ids of that many digits. */
function asInArchive(column: number, digits: 16 | 32): Statement {
  const cell = new Statement([`c${column}::VARCHAR`], [])
  const isUuid = sql`regexp_full_match(${cell}, '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}')`
  return sql`CASE WHEN regexp_full_match(${cell}, ${`[0-9a-fA-F]{1,${digits}}`}::VARCHAR)
    THEN lpad(lower(${cell}), ${digits}::INTEGER, '0')
    WHEN ${isUuid} THEN lower(replace(${cell}, '-', '')) ELSE ${cell} END`
}
