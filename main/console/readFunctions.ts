import { DuckDBListValue, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import type { SqlFunction } from '../../preload/contract/sql/vocabulary'
import { MACROS } from '../archive/macros/macros'
import { whyRefused } from './refusedFunctions'

/** Of functions that take many kinds of things, so many ways to call them are told. */
const MOST_SIGNATURES = 6

/** What statements may call: the archive's macros, then all others by name. */
export async function readFunctions(connection: DuckDBConnection): Promise<SqlFunction[]> {
  const macros = MACROS.map(({ name, parameters, returns, about, example }) => ({
    name,
    signatures: [signatureOf(name, parameters, [], returns)],
    about,
    example,
    isOfArchive: true,
  }))
  const known = new Set(macros.map(({ name }) => name))
  const reader = await connection.runAndReadAll(`
    SELECT function_name, parameters, first(parameter_types), first(return_type), first(description), first(examples[1])
    FROM duckdb_functions()
    WHERE function_type <> 'pragma' AND regexp_full_match(function_name, '[a-z][a-z0-9_]*')
      AND NOT regexp_matches(function_name, '^(duckdb|icu|inet|pg|pragma)_|_privilege$')
    GROUP BY function_name, parameters ORDER BY function_name, len(parameters), parameters`)
  const functions = new Map<string, SqlFunction>()
  for (const [named, parameters, types, returns, about, example] of reader.getRows()) {
    const name = String(named)
    if (known.has(name) || whyRefused(name) !== null) continue
    const described = functions.get(name) ?? { name, signatures: [], about: '', example: '', isOfArchive: false }
    const signature = signatureOf(name, textsOf(parameters), textsOf(types), textOr(returns, ''))
    if (described.signatures.length < MOST_SIGNATURES) described.signatures.push(signature)
    described.about ||= textOr(about, '')
    described.example ||= textOr(example, '')
    functions.set(name, described)
  }
  return [...macros, ...functions.values()]
}

/** Parameters that DuckDB has no names for are told by their types alone. */
function signatureOf(name: string, parameters: string[], types: string[], returns: string): string {
  const told = parameters.map((parameter, place) => {
    const type = types[place] ?? ''
    return /^col\d+$/.test(parameter) ? type : `${parameter} ${type}`.trim()
  })
  return `${name}(${told.join(', ')})${returns === '' ? '' : ` → ${returns}`}`
}

function textsOf(value: DuckDBValue | undefined): string[] {
  return value instanceof DuckDBListValue ? value.items.map((item) => textOr(item, '')) : []
}

function textOr(value: DuckDBValue | undefined, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise
}
