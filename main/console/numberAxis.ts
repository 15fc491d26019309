import { DuckDBDateValue, DuckDBTimestampValue, DuckDBTypeId, type DuckDBType } from '@duckdb/node-api'

import type { SqlValue } from '../../preload/contract/sql/sql'
import { isoNanoseconds } from '../../preload/contract/time'
import { sqlValue } from './sqlValue'

/** How values of a type are placed along a line: as integers of a unit, or as doubles. */
export interface NumberAxis {
  kind: 'number' | 'time'
  /** SQL of the place of a value; NULL where it has none, as NaN or `infinity`. */
  place(column: string): string
  /** Of times: nanoseconds of one. */
  unitNs: bigint
  /** A place as cells of the column show it. */
  shown(place: bigint | number): SqlValue
}

/** Null where values of the type are no places on a line. */
export function numberAxis({ typeId }: DuckDBType): NumberAxis | null {
  const time = TIMES.get(typeId)
  if (time) {
    const [unitNs, epoch] = time
    const place = (column: string) => `CASE WHEN isfinite(${column}) THEN ${epoch(column)} END`
    return { kind: 'time', place, unitNs, shown: (at) => shownTime(BigInt(at), unitNs) }
  }
  if (INTEGERS.includes(typeId)) {
    const wide = typeId === DuckDBTypeId.UBIGINT ? 'HUGEINT' : 'BIGINT'
    return { kind: 'number', place: (column) => `${column}::${wide}`, unitNs: 1n, shown: sqlValue }
  }
  if (!REALS.includes(typeId)) return null
  const place = (column: string) => `CASE WHEN isfinite(${column}::DOUBLE) THEN ${column}::DOUBLE END`
  return { kind: 'number', place, unitNs: 1n, shown: sqlValue }
}

function shownTime(place: bigint, unitNs: bigint): SqlValue {
  if (unitNs === 1n) return isoNanoseconds(place)
  return sqlValue(unitNs === DAY_NS ? new DuckDBDateValue(Number(place)) : new DuckDBTimestampValue(place))
}

const DAY_NS = 86_400_000_000_000n

const TIMES = new Map<DuckDBTypeId, [bigint, (column: string) => string]>([
  [DuckDBTypeId.DATE, [DAY_NS, (column) => `(${column} - DATE '1970-01-01')::BIGINT`]],
  [DuckDBTypeId.TIMESTAMP, [1_000n, (column) => `epoch_us(${column})`]],
  [DuckDBTypeId.TIMESTAMP_TZ, [1_000n, (column) => `epoch_us(${column})`]],
  [DuckDBTypeId.TIMESTAMP_S, [1_000n, (column) => `epoch_us(${column}::TIMESTAMP)`]],
  [DuckDBTypeId.TIMESTAMP_MS, [1_000n, (column) => `epoch_us(${column}::TIMESTAMP)`]],
  [DuckDBTypeId.TIMESTAMP_NS, [1n, (column) => `epoch_ns(${column})`]],
])

const INTEGERS = [
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
]
const REALS = [
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.DECIMAL,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.BIGNUM,
]
