import type { DuckDBValue } from '@duckdb/node-api'
import { STATISTICS_SCOPES, type StatisticsScope } from '../../preload/contract/attributes'
import { ATTRIBUTE_TYPES, type AttributeType } from '../../preload/contract/trace'

/** Cells of the tables that count attributes. */
export function readScope(value: DuckDBValue): StatisticsScope {
  const scope = STATISTICS_SCOPES.find((each) => each === value)
  if (scope === undefined) throw new TypeError(`the archive answered ${String(value)} where a scope was expected`)
  return scope
}

export function readType(value: DuckDBValue): AttributeType {
  if (isType(value)) return value
  throw new TypeError(`the archive answered ${String(value)} where a type was expected`)
}

function isType(value: DuckDBValue): value is AttributeType {
  return typeof value === 'string' && value in ATTRIBUTE_TYPES
}
