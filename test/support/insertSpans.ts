import type { DuckDBConnection } from '@duckdb/node-api'
import { PROBLEMS } from '../../preload/contract/trace'

/** Puts spans into an archive: the rows of `query`, which have the columns of the view `store.spans` in their order. */
export async function insertSpans(connection: DuckDBConnection, query: string): Promise<void> {
  const names = PROBLEMS.map((problem) => `'${problem}'`).join()
  const statements = [
    'CREATE TEMP TABLE given AS FROM store.spans LIMIT 0',
    `INSERT INTO given ${query}`,
    `CREATE TEMP TABLE given_resources AS
      SELECT *, ((SELECT coalesce(max(resource_key) + 1, 0) FROM store.resources) + row_number() OVER () - 1)::INTEGER AS key
      FROM (SELECT DISTINCT service_name, resource_attributes, resource_attribute_types FROM given)`,
    `INSERT INTO store.resources
      SELECT key, service_name, resource_attributes, resource_attribute_types FROM given_resources`,
    `CREATE TEMP TABLE given_scopes AS
      SELECT *, ((SELECT coalesce(max(scope_key) + 1, 0) FROM store.scopes) + row_number() OVER () - 1)::INTEGER AS key
      FROM (SELECT DISTINCT scope_name, scope_version, scope_attributes FROM given)`,
    'INSERT INTO store.scopes SELECT key, scope_name, scope_version, scope_attributes FROM given_scopes',
    `INSERT INTO store.span_rows BY NAME
      SELECT g.* EXCLUDE (trace_key, parent_row, service_name, resource_attributes, resource_attribute_types, scope_name,
          scope_version, scope_attributes, depth, child_count, self_time_ns, critical_path_ns, is_orphan, problems),
        false AS shared, false AS peer_is_named,
        {trace_key: trace_key, parent_row: coalesce(parent_row, -1), depth: depth, child_count: child_count,
          self_time_ns: coalesce(self_time_ns, -1), critical_path_ns: critical_path_ns,
          problems: coalesce(list_sum([1 << (list_position([${names}], problem) - 1) FOR problem IN problems]), 0)::UTINYINT,
          resource_key: r.key, scope_key: c.key, place: 0, descendants: 0} AS tree
      FROM given g
        JOIN given_resources r ON (r.service_name, r.resource_attributes, r.resource_attribute_types)
          = (g.service_name, g.resource_attributes, g.resource_attribute_types)
        JOIN given_scopes c ON (c.scope_name, c.scope_version, c.scope_attributes)
          IS NOT DISTINCT FROM (g.scope_name, g.scope_version, g.scope_attributes)
      ORDER BY g.span_row`,
    ...['given', 'given_resources', 'given_scopes'].map((table) => `DROP TABLE ${table}`),
  ]
  for (const statement of statements) await connection.run(statement)
}
