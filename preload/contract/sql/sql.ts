import type { EarlyRows } from './held'

/** A cell as JSON holds it: integers beyond 2^53 and decimals as text, times ISO 8601 with nanoseconds, maps and structs as objects. */
export type SqlValue = null | boolean | number | string | SqlValue[] | { [key: string]: SqlValue }

export interface SqlColumn {
  name: string
  /** DuckDB's name of the type, such as `TIMESTAMP_NS` or `MAP(VARCHAR, VARCHAR)`. */
  type: string
}

/** A result that the SQL host holds until the next statement of the same `session`. */
export interface SqlResult {
  resultId: number
  columns: SqlColumn[]
  rowCount: number
  elapsedMs: number
  /** The first rows, at most 200. */
  rows: SqlValue[][]
}

export interface SqlProgress {
  elapsedMs: number
  /** 0 to 100 as DuckDB estimates it; null where it does not. */
  percentage: number | null
  /** Once, of a statement of which the first rows are known before its end. */
  early?: EarlyRows
}
