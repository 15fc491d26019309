import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { SqlColumn, SqlVocabulary } from '../../preload/contract/sql/sql'
import { SELECTED_SPANS } from './SelectedSpans'
import { whyRefused } from './refusedFunctions'

/** From so many spans on, their attribute keys are counted in a sample of about that many. */
const COUNTED_SPANS = 1_000_000
const KEY_LIMIT = 500

/** What the editor completes. Attribute keys of larger archives are estimated, as counting reads every map. */
export async function readVocabulary(instance: DuckDBInstance): Promise<SqlVocabulary> {
  const connection = await instance.connect()
  try {
    return {
      relations: await readRelations(connection),
      functions: await readFunctions(connection),
      keywords: await readNames(connection, 'SELECT upper(keyword_name) FROM duckdb_keywords() ORDER BY 1'),
      attributeKeys: await readAttributeKeys(connection),
    }
  } finally {
    connection.closeSync()
  }
}

async function readRelations(connection: DuckDBConnection): Promise<SqlVocabulary['relations']> {
  const reader = await connection.runAndReadAll(`
    SELECT table_name, column_name, data_type FROM duckdb_columns()
    WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal
    ORDER BY table_name, column_index`)
  const relations = new Map<string, SqlColumn[]>()
  for (const [table, name, type] of reader.getRows()) {
    const columns = relations.get(String(table)) ?? []
    columns.push({ name: String(name), type: String(type) })
    relations.set(String(table), columns)
  }
  const spans = relations.get('spans')
  if (spans) relations.set(SELECTED_SPANS, spans)
  return [...relations].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, columns]) => ({ name, columns }))
}

async function readFunctions(connection: DuckDBConnection): Promise<string[]> {
  const names = await readNames(
    connection,
    `SELECT DISTINCT function_name FROM duckdb_functions()
     WHERE function_type <> 'pragma' AND regexp_full_match(function_name, '[a-z][a-z0-9_]*')
       AND NOT regexp_matches(function_name, '^(duckdb|icu|inet|pg|pragma)_|_privilege$') ORDER BY 1`,
  )
  return names.filter((name) => whyRefused(name) === null)
}

async function readAttributeKeys(connection: DuckDBConnection): Promise<SqlVocabulary['attributeKeys']> {
  const counted = await connection.runAndReadAll('SELECT count(*) FROM spans')
  const spans = Number(counted.value(0, 0))
  const percent = Math.min(100, (100 * COUNTED_SPANS) / Math.max(spans, 1))
  const sample = percent < 100 ? `TABLESAMPLE system(${percent}%)` : ''
  const reader = await connection.runAndReadAll(
    `SELECT key, round(count(*) * 100 / $1::DOUBLE)::BIGINT AS spans
     FROM (SELECT unnest(map_keys(attributes)) AS key FROM store.spans ${sample})
     GROUP BY key ORDER BY spans DESC, key LIMIT ${KEY_LIMIT}`,
    [percent],
  )
  return reader.getRows().map(([key, spanCount]) => ({ key: String(key), spanCount: Number(spanCount) }))
}

async function readNames(connection: DuckDBConnection, statement: string): Promise<string[]> {
  const reader = await connection.runAndReadAll(statement)
  return reader.getRows().map(([name]) => String(name))
}
