import type { DuckDBConnection } from '@duckdb/node-api'
import type { SqlValue } from '../../preload/contract/sql/sql'
import { rowsOf } from './readRows'

/** The cells of some columns, such as `c0, c1`, of the rows that have these keys in `base`, in the order of the keys. */
export async function readKeyed(
  connection: DuckDBConnection,
  { base, keys, selected }: { base: string; keys: number[]; selected: string },
): Promise<SqlValue[][]> {
  if (keys.length === 0) return []
  // Keys that are written out let DuckDB leave out the parts of a table that have none of them.
  const written = keys.map((key) => key.toFixed(0)).join(', ')
  const found = await connection.run(`SELECT key, ${selected} FROM ${base} WHERE key IN (${written})`)
  const byKey = new Map(rowsOf(found).map(([key, ...cells]) => [Number(key), cells]))
  return keys.map((key) => byKey.get(key) ?? [])
}
