/** Columns of what belongs to a span, besides its ids. */
export const EVENT_COLUMNS = 'time, name, attributes, attribute_types'
export const LINK_COLUMNS = 'linked_trace_id, linked_span_id, trace_state, attributes, attribute_types'

/**
 * Statements that fill `stage.repeats`: for the reports in `stage.repeated_rows`, whose ids repeat, the first report that
 * is the same in every respect, and the host. Whether a server shares its client's id, and whether it then names itself or
 * its client's parent as its own, does not count: an archive which is added to no longer tells.
 */
export const FIND_REPEATS: string[] = [
  `CREATE TABLE stage.reports AS
    SELECT x.partition, s.* EXCLUDE (tree), r.service_name, r.attributes AS resource_attributes,
      r.attribute_types AS resource_attribute_types, c.name AS scope_name, c.version AS scope_version,
      c.attributes AS scope_attributes
    FROM archive.store.span_rows s JOIN stage.repeated_rows x USING (span_row)
      JOIN archive.store.resources r ON r.resource_key = x.resource_key
      JOIN archive.store.scopes c ON c.scope_key = x.scope_key`,
  digestOf('events', 'span_events', EVENT_COLUMNS),
  digestOf('links', 'span_links', LINK_COLUMNS),
  `CREATE TABLE stage.repeats AS
    SELECT partition, span_row,
      first_value(span_row) OVER (PARTITION BY s.trace_id, s.span_id, hash(
        CASE WHEN kind <> 'server' THEN parent_span_id END, name, kind, start_time, end_time, status, status_message, trace_state, flags,
        dropped_attributes_count, dropped_events_count, dropped_links_count,
        attributes, attribute_types, service_name, resource_attributes, resource_attribute_types,
        scope_name, scope_version, scope_attributes, e.digest, l.digest) ORDER BY span_row)::INTEGER AS same_as,
      coalesce(nullif(hash(nullif(concat_ws('|', resource_attributes['net.host.ip'], resource_attributes['net.host.port']), '')), hash(NULL)), 0::UBIGINT) AS host
    FROM stage.reports s
      LEFT JOIN stage.repeated_events e USING (span_row) LEFT JOIN stage.repeated_links l USING (span_row)`,
]

function digestOf(kind: 'events' | 'links', table: string, columns: string): string {
  return `CREATE TABLE stage.repeated_${kind} AS
    SELECT span_row, sum(hash(${columns})) AS digest
    FROM archive.store.${table} JOIN stage.repeated_rows USING (span_row) GROUP BY span_row`
}
