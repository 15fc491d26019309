import { isLogChosen } from './copyStatements'
import type { RedactionSql } from './RedactionSql'

/** What the import counts, attribute by attribute. */
const COUNTED = { span: 'span_rows', event: 'span_events', link: 'span_links' }
const CHOSEN = 'SELECT old_key FROM stage.chosen'

/** Statements that count the attributes of what goes out, as the source has them: `stage.keys`. */
export function keyStatements(isWhole: boolean): string[] {
  const typed = `SELECT unnest(map_keys(attributes)) AS key, unnest(string_split(attribute_types, '')) AS type`
  const untyped = `SELECT unnest(map_keys(attributes)) AS key, 's' AS type`
  const entries = {
    span: `${typed} FROM source.store.span_rows WHERE tree.trace_key IN (${CHOSEN})`,
    event: `${typed} FROM source.store.span_events WHERE trace_key IN (${CHOSEN})`,
    link: `${typed} FROM source.store.span_links WHERE trace_key IN (${CHOSEN})`,
    resource: `${typed} FROM source.store.resources WHERE resource_key IN (SELECT old_key FROM stage.resources)`,
    scope: `${untyped} FROM source.store.scopes WHERE scope_key IN (SELECT old_key FROM stage.scopes)`,
    log: `${untyped} FROM source.store.log_rows WHERE ${isLogChosen(isWhole)}`,
  }
  return [
    'CREATE TABLE stage.keys (scope VARCHAR, key VARCHAR, type VARCHAR, n BIGINT)',
    ...Object.entries(entries).map(
      ([scope, query]) => `INSERT INTO stage.keys
        SELECT '${scope}', key, type, count(*) FROM (${query}) WHERE key IS NOT NULL GROUP BY key, type`,
    ),
  ]
}

/**
 * Statements that make `stage.attribute_keys` and `stage.attribute_values` of what went out. All values of an attribute are
 * listed where the source lists all.
 */
export function countStatements(redaction: RedactionSql): string[] {
  return [
    `CREATE TABLE stage.attribute_keys AS
      SELECT scope, key, ${redaction.type('key', 'type')} AS type, sum(n)::BIGINT AS occurrences,
        bool_and(coalesce(is_listed, false)) AS is_listed
      FROM stage.keys LEFT JOIN source.store.attribute_keys USING (scope, key, type)
      WHERE scope IN ('span', 'event', 'link') AND ${redaction.action('key')} IS DISTINCT FROM 'drop' GROUP BY ALL`,
    'CREATE TABLE stage.attribute_values AS FROM archive.store.attribute_values LIMIT 0',
    ...Object.entries(COUNTED).map(
      ([scope, table]) => `INSERT INTO stage.attribute_values
        SELECT '${scope}', key, type, value, count(*) FROM (
          SELECT unnest(map_keys(attributes)) AS key, unnest(map_values(attributes)) AS value,
            unnest(string_split(attribute_types, '')) AS type
          FROM archive.store.${table})
        SEMI JOIN (FROM stage.attribute_keys WHERE scope = '${scope}' AND is_listed) USING (key, type)
        GROUP BY key, type, value`,
    ),
  ]
}
