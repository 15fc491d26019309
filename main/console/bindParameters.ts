import {
  BIGINT,
  DECIMAL,
  DOUBLE,
  DuckDBDecimalValue,
  DuckDBTimestampNanosecondsValue,
  HUGEINT,
  TIMESTAMP_NS,
  VARCHAR,
  type DuckDBPreparedStatement,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api'
import { Failed } from '../../preload/contract/failure'
import type { SqlParameter, SqlParameters } from '../../preload/contract/sql/parameters'
import { parameterPlaces } from '../../preload/contract/sql/parametersOf'
import type { ReadStatement } from './readStatement'

/** What stands for a statement's parameters, as a connection takes it: `connection.run(text, values, types)`. */
export interface BoundParameters {
  values: Record<string, DuckDBValue>
  types: Record<string, DuckDBType>
}

/**
 * The values of the parameters that a statement has; undefined where it has none, and of `given` those alone that it
 * names. Fails with `sql_failed` at the place of the first `$name` that has no value, or none that can be read.
 */
export function bindParameters(
  prepared: DuckDBPreparedStatement,
  { tokens }: ReadStatement,
  given: SqlParameters,
): BoundParameters | undefined {
  const bound: BoundParameters = { values: {}, types: {} }
  const names = Array.from({ length: prepared.parameterCount }, (_, index) => prepared.parameterName(index + 1))
  if (names.length === 0) return undefined
  const parameters = new Map(Object.entries(given).map(([name, parameter]) => [name.toLowerCase(), parameter]))
  const written = names.map((name) => name.toLowerCase())
  const unnamed = names.find((name) => /^\d+$/.test(name))
  if (unnamed !== undefined) fail('Parameters need a name, such as $service.', firstUnnamed(tokens))
  for (const { name, start } of parameterPlaces(tokens)) {
    const at = written.indexOf(name.toLowerCase())
    const parameter = parameters.get(name.toLowerCase())
    if (at < 0 || !parameter) fail(`$${name} has no value.`, start)
    bind(bound, names[at] ?? name, parameter, start)
  }
  const missing = names.find((name) => !Object.hasOwn(bound.values, name))
  if (missing !== undefined) fail(`$"${missing}" has no value.`, null)
  return bound
}

function bind({ values, types }: BoundParameters, name: string, parameter: SqlParameter, position: number): void {
  const read = valueOf(parameter)
  if (!read) fail(`The value of $${name} is no ${parameter.type}.`, position)
  values[name] = read.value
  if (read.type) types[name] = read.type
}

/** Null where the text is no value of the type. */
function valueOf(parameter: SqlParameter): { value: DuckDBValue; type: DuckDBType | null } | null {
  switch (parameter.type) {
    case 'null':
      return { value: null, type: null }
    case 'text':
      return { value: parameter.value, type: VARCHAR }
    case 'number':
      return numberOf(parameter.value.trim())
    case 'duration':
      return fits(parameter.value, 64) ? { value: BigInt(parameter.value), type: BIGINT } : null
    case 'timestamp': {
      if (!fits(parameter.value, 64)) return null
      return { value: new DuckDBTimestampNanosecondsValue(BigInt(parameter.value)), type: TIMESTAMP_NS }
    }
  }
}

/** A number as DuckDB reads it: an integer, a decimal of at most 38 digits, else a double. */
function numberOf(text: string): { value: DuckDBValue; type: DuckDBType } | null {
  if (/^[+-]?\d+$/.test(text) && fits(text, 128)) {
    return { value: BigInt(text.replace('+', '')), type: fits(text, 64) ? BIGINT : HUGEINT }
  }
  const decimal = /^([+-]?)(\d*)\.(\d+)$/.exec(text)
  const digits = decimal ? `${decimal[2]}${decimal[3]}` : ''
  if (decimal && digits.length <= 38) {
    const scale = decimal[3]?.length ?? 0
    const unscaled = BigInt(`${decimal[1] === '-' ? '-' : ''}${digits}`)
    return { value: new DuckDBDecimalValue(unscaled, digits.length, scale), type: DECIMAL(digits.length, scale) }
  }
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)
  return isNumber ? { value: Number(text), type: DOUBLE } : null
}

function fits(digits: string, bits: number): boolean {
  const value = BigInt(digits.replace('+', ''))
  return BigInt.asIntN(bits, value) === value
}

function firstUnnamed(tokens: ReadStatement['tokens']): number | null {
  const at = tokens.findIndex(
    ({ kind, value }, index) =>
      kind === 'symbol' && (value === '?' || (value === '$' && tokens[index + 1]?.kind === 'number')),
  )
  return tokens[at]?.start ?? null
}

function fail(message: string, position: number | null): never {
  throw new Failed({ code: 'sql_failed', message, position })
}
