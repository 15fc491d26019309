/**
 * Statements that make `stage.whole_spans`: the spans whose reports were merged part by part, each part
 * completing those before it; of an attribute the last value counts (as in zipkin-lens, `span-cleaner.js`).
 */
export const JOIN_PARTS: string[] = [
  `CREATE TABLE stage.parts AS
    SELECT p.into_row, row_number() OVER (PARTITION BY p.into_row ORDER BY p.span_row <> p.into_row, p.span_row) AS ordinal, s.*
    FROM (
      SELECT into_row, span_row FROM stage.merges WHERE NOT is_identical
      UNION SELECT into_row, into_row FROM stage.merges WHERE NOT is_identical
    ) p JOIN stage.reports s ON s.span_row = p.span_row`,
  joinMaps('attributes', 'attribute_types'),
  joinMaps('resource_attributes', 'resource_attribute_types'),
  `CREATE TABLE stage.whole_spans AS
    SELECT * EXCLUDE (duration, first_end), CASE WHEN duration IS NULL THEN first_end
      ELSE make_timestamp_ns(epoch_ns(start_time) + duration) END AS end_time
    FROM (
      SELECT into_row AS span_row,
        ${[
          'file_id',
          'trace_id',
          'span_id',
          'parent_span_id',
          'start_time',
          'status_message',
          'trace_state',
          'flags',
          'shared',
          'scope_name',
          'scope_version',
          'scope_attributes',
        ]
          .map((column) => `arg_min(${column}, ordinal) AS ${column}`)
          .join(', ')},
        coalesce(arg_min(CASE WHEN name NOT IN ('', 'unknown') THEN name END, ordinal), arg_min(name, ordinal)) AS name,
        coalesce(arg_min(nullif(kind, 'unspecified'), ordinal), 'unspecified') AS kind,
        coalesce(arg_min(nullif(service_name, 'unknown_service'), ordinal), 'unknown_service') AS service_name,
        CASE WHEN bool_or(status = 'error') THEN 'error' WHEN bool_or(status = 'ok') THEN 'ok' ELSE 'unset' END AS status,
        arg_min(CASE WHEN end_time >= start_time THEN epoch_ns(end_time) - epoch_ns(start_time) END, ordinal) AS duration,
        arg_min(end_time, ordinal) AS first_end,
        ${['dropped_attributes_count', 'dropped_events_count', 'dropped_links_count']
          .map((column) => `max(${column}) AS ${column}`)
          .join(', ')}
      FROM stage.parts GROUP BY into_row
    ) JOIN stage.joined_attributes USING (span_row) JOIN stage.joined_resource_attributes USING (span_row)`,
]

function joinMaps(column: string, types: string): string {
  return `CREATE TABLE stage.joined_${column} AS
    SELECT into_row AS span_row,
      coalesce(map_from_entries(list({'key': key, 'value': value} ORDER BY place) FILTER (key IS NOT NULL)), MAP {}) AS ${column},
      coalesce(string_agg(type, '' ORDER BY place), '') AS ${types}
    FROM (
      SELECT into_row, key, arg_max(value, ordinal) AS value, arg_max(type, ordinal) AS type, min((ordinal, position)) AS place
      FROM (
        SELECT into_row, ordinal, unnest(map_keys(${column})) AS key, unnest(map_values(${column})) AS value,
          unnest(string_split(${types}, '')) AS type, unnest(range(cardinality(${column})::BIGINT)) AS position
        FROM stage.parts
      ) WHERE key IS NOT NULL GROUP BY into_row, key
      UNION ALL SELECT DISTINCT into_row, NULL, NULL, NULL, NULL FROM stage.parts WHERE cardinality(${column}) = 0
    ) GROUP BY into_row`
}
