import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { SqlVocabulary } from '../../preload/contract/sql/vocabulary'
import { connectConsole } from './openConsole'
import { readAttributes } from './readAttributes'
import { readFunctions } from './readFunctions'
import { readRelations } from './readRelations'

/** What the editor completes and the schema browser shows: some 100 ms, as the import has counted what takes long. */
export async function readVocabulary(instance: DuckDBInstance): Promise<SqlVocabulary> {
  const connection = await connectConsole(instance)
  try {
    const described = await readFunctions(connection)
    const attributes = await readAttributes(connection)
    return {
      relations: await readRelations(connection),
      functions: described.map(({ name }) => name).sort(),
      keywords: await readKeywords(connection),
      attributeKeys: attributes
        .filter(({ scope }) => scope === 'span')
        .map(({ key, occurrences }) => ({ key, spanCount: occurrences })),
      described,
      attributes,
    }
  } finally {
    connection.closeSync()
  }
}

async function readKeywords(connection: DuckDBConnection): Promise<string[]> {
  const reader = await connection.runAndReadAll('SELECT upper(keyword_name) FROM duckdb_keywords() ORDER BY 1')
  return reader.getRows().map(([name]) => String(name))
}
