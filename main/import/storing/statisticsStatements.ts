import { MOST_VALUES } from '../statistics/AttributeCounter'

/** What a span has once, however many attributes it has, and how often it has which value. */
const INTRINSICS: Record<string, string> = {
  'span:name': 'SELECT name AS value, count(*) AS n FROM archive.store.span_rows GROUP BY 1',
  'span:status': 'SELECT status AS value, count(*) AS n FROM archive.store.span_rows GROUP BY 1',
  'span:statusMessage': `SELECT status_message AS value, count(*) AS n FROM archive.store.span_rows
    WHERE status_message IS NOT NULL GROUP BY 1`,
  'span:kind': 'SELECT kind AS value, count(*) AS n FROM archive.store.span_rows GROUP BY 1',
  'trace:rootName': 'SELECT root_name AS value, sum(span_count) AS n FROM archive.store.traces GROUP BY 1',
  'trace:rootService': 'SELECT root_service_name AS value, sum(span_count) AS n FROM archive.store.traces GROUP BY 1',
  'event:name': 'SELECT name AS value, count(*) AS n FROM archive.store.span_events GROUP BY 1',
  'instrumentation:name': `SELECT c.name AS value, sum(n) AS n FROM stage.scope_spans JOIN archive.store.scopes c USING (scope_key)
    WHERE c.name IS NOT NULL GROUP BY 1`,
  'instrumentation:version': `SELECT c.version AS value, sum(n) AS n FROM stage.scope_spans JOIN archive.store.scopes c USING (scope_key)
    WHERE c.version IS NOT NULL GROUP BY 1`,
}

const RESOURCE = `SELECT 'resource' AS scope, unnest(map_keys(r.attributes)) AS key,
    unnest(string_split(r.attribute_types, '')) AS type, unnest(map_values(r.attributes)) AS value, n
  FROM stage.resource_spans JOIN archive.store.resources r USING (resource_key)`
const INSTRUMENTATION = `SELECT 'instrumentation' AS scope, unnest(map_keys(c.attributes)) AS key, 's' AS type,
    unnest(map_values(c.attributes)) AS value, n
  FROM stage.scope_spans JOIN archive.store.scopes c USING (scope_key) WHERE c.attributes IS NOT NULL`

/**
 * Statements that store what was counted (`stage.attribute_keys`, `stage.attribute_values`) and what resources, scopes
 * and the columns of spans hold. Of these the most frequent values are kept where there are too many.
 */
export const STATISTICS_STATEMENTS: string[] = [
  'DELETE FROM archive.store.attribute_keys',
  'DELETE FROM archive.store.attribute_values',
  ...['resource', 'scope'].map(
    (of) => `CREATE TABLE stage.${of}_spans AS
      SELECT tree.${of}_key AS ${of}_key, count(*) AS n FROM archive.store.span_rows GROUP BY 1`,
  ),
  `CREATE TABLE stage.shared_values AS
    SELECT scope, key, type, value, sum(n)::BIGINT AS occurrences FROM (
      ${RESOURCE} UNION ALL ${INSTRUMENTATION} ${Object.entries(INTRINSICS)
        .map(([name, query]) => `UNION ALL SELECT 'intrinsic', '${name}', 's', value, n FROM (${query})`)
        .join(' ')})
    WHERE key IS NOT NULL GROUP BY ALL`,
  `INSERT INTO archive.store.attribute_keys
    FROM stage.attribute_keys
    UNION ALL
    SELECT scope, key, type, sum(occurrences)::BIGINT, type IN ('s', 'i', 'b') AND count(*) <= ${MOST_VALUES} FROM stage.shared_values GROUP BY scope, key, type
    ORDER BY ALL`,
  `INSERT INTO archive.store.attribute_values
    FROM stage.attribute_values
    UNION ALL (
      FROM stage.shared_values WHERE type IN ('s', 'i', 'b')
      QUALIFY row_number() OVER (PARTITION BY scope, key, type ORDER BY occurrences DESC, value) <= ${MOST_VALUES})
    ORDER BY ALL`,
]
