import { sql, type Statement } from '../../archive/sql'

/**
 * The failed spans above causes in their traces, with `service_name`: once for each `number` among the causes below it,
 * which are a query for `number`, `trace_key` and `place`. `table` is one of `ErrorSpans`. A span is above a cause when
 * the next cause, in pre-order, is among its descendants; walking backwards finds that in one window, where an
 * ASOF join took twenty times as long.
 */
export function tookDown(table: Statement, causes: Statement): Statement {
  return sql`(
    WITH above AS MATERIALIZED (
      SELECT DISTINCT span_row, trace_key, service_name, place, descendants FROM ${table} WHERE failed AND NOT is_root),
    causes AS MATERIALIZED (
      SELECT number, trace_key, place FROM (${causes}) WHERE trace_key IN (SELECT trace_key FROM above)),
    ordered AS (
      SELECT number, trace_key, place, NULL::INTEGER AS descendants, NULL::VARCHAR AS service_name FROM causes
      UNION ALL
      SELECT c.number, a.trace_key, a.place, a.descendants, a.service_name
      FROM above a JOIN (SELECT DISTINCT trace_key, number FROM causes) c ON c.trace_key = a.trace_key),
    followed AS (
      SELECT *, min(CASE WHEN descendants IS NULL THEN place END) OVER (
        PARTITION BY trace_key, number ORDER BY place DESC ROWS UNBOUNDED PRECEDING) AS next_cause
      FROM ordered)
    SELECT number, service_name FROM followed WHERE next_cause <= place + descendants)`
}
