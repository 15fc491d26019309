import { sql, type Statement } from '../../archive/sql'

/** What can be compared: letters of `attribute_types`. Maps and bytes are no values that one could ask for. */
const TYPES = sql`('s', 'i', 'd', 'b', 'a')`
const INTRINSICS = sql`[
  {key: 'span:name', value: name}, {key: 'span:kind', value: kind}, {key: 'span:status', value: status},
  {key: 'instrumentation:name', value: scope_name}, {key: 'instrumentation:version', value: scope_version}]`

/**
 * How many of the units on each side have which value: `scope`, `key`, `type`, `value`, `n_in`, `n_out`. `rows` has
 * `span_row`, `unit`, `inside`; a unit with several spans counts once for each value. What follows from resources and scopes,
 * of which there are few, is not looked up for each span.
 */
export function attributeCounts(rows: Statement, over: 'spans' | 'traces'): Statement {
  const ofSpans = over === 'spans'
  const unit = ofSpans ? sql`NULL::INTEGER` : sql`unit`
  const known = sql`value IS NOT NULL AND type IN ${TYPES}`
  // Not count(DISTINCT unit), which takes several times as long.
  const counted = ofSpans
    ? sql`SELECT * FROM entries WHERE ${known}`
    : sql`SELECT scope, key, type, value, inside, 1 AS n FROM entries WHERE ${known}
        GROUP BY scope, key, type, value, inside, unit`
  return sql`
    WITH picked AS NOT MATERIALIZED (
      SELECT ${unit} AS unit, m.inside, s.name, s.kind, s.status, s.tree.resource_key AS resource_key,
        s.tree.scope_key AS scope_key, s.attributes, s.attribute_types
      FROM (${rows}) m JOIN store.span_rows s ON s.span_row = m.span_row),
    common AS MATERIALIZED (
      SELECT unit, inside, name, kind, status, resource_key, scope_key, count(*) AS n FROM picked GROUP BY ALL),
    entries AS (
      SELECT 'span' AS scope, unnest(map_keys(attributes)) AS key, unnest(string_split(attribute_types, '')) AS type,
        unnest(map_values(attributes)) AS value, inside, unit, 1 AS n FROM picked
      UNION ALL
      SELECT 'resource', unnest(map_keys(attributes)), unnest(string_split(attribute_types, '')),
        unnest(map_values(attributes)), inside, unit, n
      FROM (SELECT unit, inside, resource_key, sum(n) AS n FROM common GROUP BY ALL) JOIN store.resources USING (resource_key)
      UNION ALL
      SELECT 'instrumentation', unnest(map_keys(attributes)), 's', unnest(map_values(attributes)), inside, unit, n
      FROM (SELECT unit, inside, scope_key, sum(n) AS n FROM common GROUP BY ALL) JOIN store.scopes USING (scope_key)
      UNION ALL
      SELECT 'intrinsic', field.key, 's', field.value, inside, unit, n FROM (
        SELECT unnest(${INTRINSICS}) AS field, inside, unit, n
        FROM (SELECT common.*, scopes.name AS scope_name, scopes.version AS scope_version
          FROM common JOIN store.scopes USING (scope_key))))
    SELECT scope, key, type, value, coalesce(sum(n) FILTER (inside), 0)::BIGINT AS n_in,
      coalesce(sum(n) FILTER (NOT inside), 0)::BIGINT AS n_out
    FROM (${counted}) GROUP BY scope, key, type, value`
}
