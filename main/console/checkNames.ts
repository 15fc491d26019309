import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { Failed } from '../../preload/contract/failure'
import type { SqlToken } from '../../preload/contract/sql/lexStatement'
import type { ReadStatement } from './readStatement'
import { whyRefused } from './refusedFunctions'
import { placeOf } from './sqlFailure'

/**
 * Refuses statements which call functions that reach beyond the archive, or which name files as relations.
 * Names are found in DuckDB's own parse of the statement, so that columns, literals and aliases may be called
 * anything. Where there is no such parse, as for a PIVOT over
 * all values of a column, every word before a parenthesis counts.
 */
export async function checkNames(connection: DuckDBConnection, statement: ReadStatement): Promise<FoundNames> {
  const parsed = await parse(connection, statement.text)
  if (parsed === null) {
    checkTokens(statement.tokens)
    return { catalog: false, parsed: null }
  }
  let catalog = false
  const position = (location: unknown): number | null =>
    typeof location === 'number'
      ? placeOf(location, { text: statement.text, before: 0, offset: statement.offset })
      : null
  const left: unknown[] = [parsed]
  while (left.length > 0) {
    const node = left.pop()
    if (typeof node !== 'object' || node === null) continue
    if ('function_name' in node) checkFunction(node.function_name, position(locationOf(node)))
    if ('schema_name' in node) checkDatabase(node.schema_name)
    if ('catalog_name' in node) checkDatabase(node.catalog_name)
    if ('table_name' in node) checkRelation(node.table_name, position(locationOf(node)))
    catalog ||= readsCatalog(node)
    for (const part of Object.values(node)) if (typeof part === 'object') left.push(part)
  }
  return { catalog, parsed }
}

export interface FoundNames {
  /** The statement lists tables, settings or the like, and not only what is in the tables. */
  catalog: boolean
  /** DuckDB's parse of the statement, without what is empty in it; null where it has none. */
  parsed: unknown
}

function readsCatalog(node: object): boolean {
  if ('type' in node && node.type === 'SHOW_REF') return true
  if ('schema_name' in node && /^(information_schema|pg_catalog)$/i.test(String(node.schema_name))) return true
  const name = 'function_name' in node ? node.function_name : 'table_name' in node ? node.table_name : null
  return typeof name === 'string' && /^(duckdb_|pragma_|pg_|sqlite_)/i.test(name)
}

/** DuckDB's parse as an object; null where it has none, or does not understand the statement. */
async function parse(connection: DuckDBConnection, text: string): Promise<unknown> {
  const reader = await connection.runAndReadAll(
    'SELECT json_serialize_sql($1::VARCHAR, skip_null := true, skip_empty := true, skip_default := true)',
    [text],
  )
  const parsed = parsedJson(reader.value(0, 0))
  const failed = typeof parsed === 'object' && parsed !== null && 'error' in parsed && parsed.error === true
  return failed ? null : parsed
}

/** DuckDB writes numbers beyond the range of a double as `Infinity`, which is not JSON. */
function parsedJson(serialized: DuckDBValue): unknown {
  try {
    return typeof serialized === 'string' ? JSON.parse(serialized) : null
  } catch {
    return null
  }
}

function locationOf(node: object): unknown {
  return 'query_location' in node ? node.query_location : undefined
}

function checkTokens(tokens: SqlToken[]): void {
  tokens.forEach((token, index) => {
    const next = tokens[index + 1]
    if (token.kind === 'word' || token.kind === 'name') checkDatabase(token.value)
    const isCall = (token.kind === 'word' || token.kind === 'name') && next?.kind === 'symbol' && next.value === '('
    if (isCall) checkFunction(token.value, token.start)
    if ((token.kind === 'text' || token.kind === 'name') && FILE_ENDING.test(token.value))
      refuseFile(token.value, token.start)
  })
}

function checkFunction(name: unknown, position: number | null): void {
  if (typeof name !== 'string') return
  const reason = whyRefused(name.toLowerCase())
  if (reason === null) return
  const message = `${name}() is not allowed: ${reason}. ${ONLY_READING}`
  throw new Failed({ code: 'sql_refused', what: name, message, position })
}

/** Results that are held are no business of other statements. */
function checkDatabase(name: unknown): void {
  if (typeof name !== 'string' || !name.toLowerCase().startsWith(HELD_DATABASE)) return
  const message = `“${name}” is not part of the archive. ${ONLY_READING}`
  throw new Failed({ code: 'sql_refused', what: 'held results', message, position: null })
}

/** DuckDB reads `FROM 'a.csv'` as a file; no relation of an archive has such a name. */
function checkRelation(name: unknown, position: number | null): void {
  if (typeof name === 'string' && /[./\\*?]/.test(name)) refuseFile(name, position)
}

function refuseFile(name: string, position: number | null): never {
  const message = `“${name}” would be read as a file. ${ONLY_READING}`
  throw new Failed({ code: 'sql_refused', what: 'files as relations', message, position })
}

/** Endings which make DuckDB take a relation's name for a file's. */
const FILE_ENDING = /\.(csv|tsv|txt|json|jsonl|ndjson|parquet|db|ddb|duckdb|arrow|ipc|xlsx)(?:\.gz|\.zst)?(?:\?|$)/i

/** How the names of the databases begin in which results are held. */
export const HELD_DATABASE = 'traceloupe_result_'

export const ONLY_READING = 'Statements can read the archive and nothing else.'
