import { EVENT_COLUMNS, LINK_COLUMNS } from './reportedSpans'

/**
 * Statements that fill `stage.repeats`: for reports whose ids repeat, in the traces of
 * `stage.deferred_traces`, the first report that is the same in every respect, and the host. Whether a
 * server shares its client's id, and whether it then names itself or its client's parent as its own, does
 * not count: an archive which is added to no longer tells.
 */
export const FIND_REPEATS: string[] = [
  `CREATE TABLE stage.repeated_rows AS
    SELECT span_row FROM (
      SELECT span_row, count(*) OVER (PARTITION BY s.trace_id, s.span_id) AS reports
      FROM reported_spans s JOIN stage.trace_keys USING (trace_id) JOIN stage.deferred_traces USING (trace_key)
    ) WHERE reports > 1`,
  digestOf('events', EVENT_COLUMNS),
  digestOf('links', LINK_COLUMNS),
  `CREATE TABLE stage.repeats AS
    SELECT span_row,
      first_value(span_row) OVER (PARTITION BY s.trace_id, s.span_id, hash(
        CASE WHEN kind <> 'server' THEN parent_span_id END, name, kind, start_time, end_time, status, status_message, trace_state, flags,
        dropped_attributes_count, dropped_events_count, dropped_links_count,
        attributes, attribute_types, service_name, resource_attributes, resource_attribute_types,
        scope_name, scope_version, scope_attributes, e.digest, l.digest) ORDER BY file_id, span_row)::INTEGER AS same_as,
      coalesce(nullif(hash(nullif(concat_ws('|', resource_attributes['net.host.ip'], resource_attributes['net.host.port']), '')), hash(NULL)), 0::UBIGINT) AS host
    FROM reported_spans s JOIN stage.repeated_rows USING (span_row)
      LEFT JOIN stage.repeated_events e USING (span_row) LEFT JOIN stage.repeated_links l USING (span_row)`,
]

function digestOf(kind: 'events' | 'links', columns: string): string {
  return `CREATE TABLE stage.repeated_${kind} AS
    SELECT span_row, sum(hash(${columns})) AS digest
    FROM reported_${kind} JOIN stage.repeated_rows USING (span_row) GROUP BY span_row`
}
