import {
  DuckDBArrayValue,
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBGeometryValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBUnionValue,
  DuckDBVariantValue,
  type DuckDBValue,
} from '@duckdb/node-api'
import type { SqlValue } from '../../preload/contract/sql/sql'
import { isoNanoseconds } from '../../preload/contract/time'

/**
 * A value of DuckDB as JSON holds it: integers beyond 2^53, decimals, NaN and infinities as text, moments as
 * ISO 8601 in UTC with nanoseconds, maps and structs as objects, bytes as base64, all else as DuckDB writes it.
 * Values nest as deep as their type, which DuckDB's parser bounds.
 */
export function sqlValue(value: DuckDBValue): SqlValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : String(value)
    case 'bigint':
      return BigInt(Number(value)) === value && Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  }
  if (value === null) return null
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value.items.map(sqlValue)
  if (value instanceof DuckDBMapValue) {
    return Object.fromEntries(value.entries.map((entry) => [textOf(sqlValue(entry.key)), sqlValue(entry.value)]))
  }
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([name, entry]) => [name, sqlValue(entry)]))
  }
  if (value instanceof DuckDBUnionValue || value instanceof DuckDBVariantValue) return sqlValue(value.value)
  if (value instanceof DuckDBBlobValue || value instanceof DuckDBGeometryValue) {
    return Buffer.from(value.bytes).toString('base64')
  }
  if (value instanceof DuckDBDecimalValue) return value.toString()
  return momentOf(value) ?? value.toString()
}

/** The text of a cell where only text can stand: objects and lists as JSON. */
export function textOf(value: SqlValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function momentOf(value: DuckDBValue): string | null {
  if (value instanceof DuckDBDateValue && Math.abs(value.days) === INFINITE_DAYS)
    return value.days > 0 ? 'infinity' : '-infinity'
  if (value instanceof DuckDBTimestampNanosecondsValue && !value.isFinite)
    return value.nanos > 0 ? 'infinity' : '-infinity'
  const nanoseconds = nanosecondsOf(value)
  // Years that are not of four digits are left in DuckDB's own notation, as is `infinity`.
  const holds = nanoseconds !== null && nanoseconds >= FIRST_MOMENT && nanoseconds <= LAST_MOMENT
  return holds && isFiniteMoment(value) ? isoNanoseconds(nanoseconds) : null
}

/** Its own `isFinite` throws for days beyond 32 bits, which edges of bins may have. */
const INFINITE_DAYS = 2 ** 31 - 1
const FIRST_MOMENT = BigInt(Date.parse('0001-01-01T00:00:00Z')) * 1_000_000n
const LAST_MOMENT = BigInt(Date.parse('9999-12-31T23:59:59.999Z')) * 1_000_000n + 999_999n

function nanosecondsOf(value: DuckDBValue): bigint | null {
  if (value instanceof DuckDBTimestampNanosecondsValue) return value.nanos
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) return value.micros * 1_000n
  if (value instanceof DuckDBTimestampMillisecondsValue) return value.millis * 1_000_000n
  if (value instanceof DuckDBTimestampSecondsValue) return value.seconds * 1_000_000_000n
  return null
}

function isFiniteMoment(value: DuckDBValue): boolean {
  return typeof value === 'object' && value !== null && 'isFinite' in value && value.isFinite
}
