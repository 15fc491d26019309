import type { DuckDBConnection } from '@duckdb/node-api'
import type { BoundParameters } from './bindParameters'
import type { PlainSelection } from './plainSelection'
import { sqlFailure } from './sqlFailure'

/** Finds the rows of a plain selection: null for a table where every row is shown in the order of the archive. */
export async function holdSpans(
  connection: DuckDBConnection,
  selection: PlainSelection,
  { bound, table }: { bound: BoundParameters | undefined; table: string },
): Promise<{ keys: string | null; rowCount: number }> {
  const { statement, tail, offset, wants } = selection
  if (wants === 'all') {
    const counted = await connection.runAndReadAll('SELECT count(*), min(span_row), max(span_row) FROM store.span_rows')
    const [count, least, most] = (counted.getRows()[0] ?? []).map(Number)
    // Rows are then their own numbers.
    if (count !== undefined && (count === 0 || (least === 0 && most === count - 1)))
      return { keys: null, rowCount: count }
  }
  const head = `CREATE TABLE ${table} AS `
  const sent = `${head}${statement}\n${wants === 'ordered' ? '' : 'ORDER BY key'}`
  try {
    await connection.run(sent, bound?.values, bound?.types)
  } catch (error) {
    throw sqlFailure(error, { text: sent, before: head.length + tail, offset })
  }
  const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${table}`)
  return { keys: table, rowCount: Number(counted.value(0, 0)) }
}
