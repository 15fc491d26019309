import type { RedactionSql } from './RedactionSql'

/**
 * Statements that number what goes out anew: keys of traces, resources and scopes are dense. `stage.chosen` has the
 * traces. `isWhole` says that these are all.
 */
export function numberStatements(isWhole: boolean): string[] {
  const used = (key: string) => `SELECT tree.${key} AS old_key FROM source.store.span_rows
    WHERE tree.trace_key IN (SELECT old_key FROM stage.chosen)`
  const logs = `SELECT resource_key FROM source.store.log_rows WHERE ${isLogChosen(isWhole)}`
  // The first scope stands for none, and stays where it is.
  const keys = {
    resources: `SELECT resource_key AS old_key FROM source.store.resources
      WHERE ${isWhole} OR resource_key IN (${used('resource_key')} UNION ${logs})`,
    scopes: `SELECT scope_key AS old_key FROM source.store.scopes
      WHERE ${isWhole} OR scope_key = 0 OR scope_key IN (${used('scope_key')})`,
  }
  return Object.entries(keys).map(
    ([table, of]) => `CREATE TABLE stage.${table} AS
      SELECT old_key, (row_number() OVER (ORDER BY old_key) - 1)::INTEGER AS new_key FROM (${of})`,
  )
}

/** Statements that copy what was chosen into the archive, redacted on the way: nothing else ever lies in its file. */
export function copyStatements(redaction: RedactionSql, isWhole: boolean): string[] {
  const { peer, isNamed } = redaction.peer()
  const described = (row: string) => `${redaction.attributes(`${row}.attributes`)} AS attributes,
    ${redaction.types(`${row}.attributes`, `${row}.attribute_types`)} AS attribute_types`
  const details = (table: string) => `INSERT INTO archive.store.${table} BY NAME
    SELECT d.* REPLACE (c.new_key AS trace_key, ${described('d')})
    FROM source.store.${table} d JOIN stage.chosen c ON c.old_key = d.trace_key`
  return [
    `INSERT INTO archive.store.resources BY NAME
      SELECT n.new_key AS resource_key, ${redaction.service('r.service_name')} AS service_name, ${described('r')}
      FROM source.store.resources r JOIN stage.resources n ON n.old_key = r.resource_key ORDER BY n.new_key`,
    `INSERT INTO archive.store.scopes BY NAME
      SELECT n.new_key AS scope_key, r.name, r.version, ${redaction.attributes('r.attributes')} AS attributes
      FROM source.store.scopes r JOIN stage.scopes n ON n.old_key = r.scope_key ORDER BY n.new_key`,
    `INSERT INTO archive.store.span_rows BY NAME
      SELECT s.* REPLACE (${described('s')}, ${peer} AS peer, ${isNamed} AS peer_is_named,
        ${treeWith({ trace_key: 'c.new_key', resource_key: 'r.new_key', scope_key: 'i.new_key' })} AS tree)
      FROM source.store.span_rows s
        JOIN stage.chosen c ON c.old_key = s.tree.trace_key
        JOIN stage.resources r ON r.old_key = s.tree.resource_key
        JOIN stage.scopes i ON i.old_key = s.tree.scope_key`,
    details('span_events'),
    details('span_links'),
    `INSERT INTO archive.store.log_rows BY NAME
      SELECT l.* REPLACE (n.new_key AS resource_key, ${redaction.attributes('l.attributes')} AS attributes)
      FROM source.store.log_rows l JOIN stage.resources n ON n.old_key = l.resource_key
      WHERE ${isLogChosen(isWhole)}`,
    `INSERT INTO archive.store.traces BY NAME
      SELECT t.* REPLACE (c.new_key AS trace_key, ${redaction.service('t.root_service_name')} AS root_service_name)
      FROM source.store.traces t JOIN stage.chosen c ON c.old_key = t.trace_key ORDER BY c.new_key`,
    ...fileStatements(redaction.rules.isEmpty, isWhole),
  ]
}

/**
 * Files of which spans go out. Samples quote records, whosever they are: they go out only with everything, unredacted.
 */
function fileStatements(isPlain: boolean, isWhole: boolean): string[] {
  return [
    `INSERT INTO archive.main.files
      SELECT file_id, path, format, byte_count, coalesce(n, 0) + merged_count + rejected_count AS record_count,
        coalesce(n, 0) AS span_count, merged_count, rejected_count
      FROM source.main.files
        LEFT JOIN (SELECT file_id, count(*) AS n FROM archive.store.span_rows GROUP BY ALL) USING (file_id)
      WHERE ${isWhole} OR n > 0 ORDER BY file_id`,
    `INSERT INTO archive.main.import_problems BY NAME
      SELECT * ${isPlain && isWhole ? '' : 'REPLACE (NULL AS sample)'} FROM source.main.import_problems
      WHERE file_id IN (SELECT file_id FROM archive.main.files)`,
  ]
}

/** Log records of these traces. With all traces go those that belong to none. */
export function isLogChosen(isWhole: boolean): string {
  return isWhole
    ? 'true'
    : `trace_id IN (SELECT trace_id FROM source.store.traces JOIN stage.chosen ON old_key = trace_key)`
}

const TREE_FIELDS = [
  'trace_key',
  'parent_row',
  'depth',
  'child_count',
  'self_time_ns',
  'critical_path_ns',
  'problems',
  'resource_key',
  'scope_key',
  'place',
  'descendants',
]

function treeWith(changed: Record<string, string>): string {
  return `struct_pack(${TREE_FIELDS.map((field) => `${field} := ${changed[field] ?? `s.tree.${field}`}`).join(', ')})`
}
