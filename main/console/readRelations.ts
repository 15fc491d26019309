import type { DuckDBConnection } from '@duckdb/node-api'
import type { SqlRelation } from '../../preload/contract/sql/vocabulary'
import { SCHEMA_TEXTS } from '../archive/schemaTexts'
import { SELECTED_SPANS } from './SelectedSpans'

/** Tables behind the relations of the public schema: DuckDB knows the number of their rows without counting. */
const TABLES: Record<string, string> = {
  spans: 'store.span_rows',
  traces: 'store.traces',
  span_events: 'store.span_events',
  span_links: 'store.span_links',
  logs: 'store.log_rows',
  service_dependencies: 'service_dependencies',
  files: 'files',
  import_problems: 'import_problems',
  archive: 'archive',
}

export async function readRelations(connection: DuckDBConnection): Promise<SqlRelation[]> {
  const counts = Object.entries(TABLES).map(([name, table]) => `(SELECT count(*) FROM ${table}) AS ${name}`)
  const [rowCounts = {}] = (await connection.runAndReadAll(`SELECT ${counts.join(', ')}`)).getRowObjects()
  const reader = await connection.runAndReadAll(`
    SELECT table_name, column_name, data_type FROM duckdb_columns()
    WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal
    ORDER BY table_name, column_index`)
  const relations = new Map<string, SqlRelation>()
  for (const row of reader.getRows()) {
    const [name = '', column = '', type = ''] = row.map(String)
    const { about = '', columns = {} } = SCHEMA_TEXTS[name] ?? {}
    const count = rowCounts[name]
    const relation = relations.get(name) ?? {
      name,
      about,
      rowCount: count === undefined ? null : Number(count),
      columns: [],
    }
    relation.columns.push({ name: column, type, about: columns[column] ?? '' })
    relations.set(name, relation)
  }
  const spans = relations.get('spans')
  const selected = { name: SELECTED_SPANS, about: 'The spans that the query bar selects', rowCount: null }
  if (spans) relations.set(SELECTED_SPANS, { ...spans, ...selected })
  return [...relations.values()].sort((one, other) => (one.name < other.name ? -1 : 1))
}
