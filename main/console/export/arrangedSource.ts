import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import type { Arrangement } from '../../../preload/contract/sql/held'
import type { Statement } from '../../archive/sql'
import { arrangementSql } from '../arrangeRows'
import type { HeldColumn } from '../heldColumn'

/** A statement's rows as they are shown, as SQL to select from: the statement stands between `head` and `tail`. */
export interface ArrangedSource {
  head: string
  tail: string
  values: Record<string, DuckDBValue>
}

/** The columns of the source are called `c0`, `c1` … and have the types of a held result. */
export async function arrangedSource(
  connection: DuckDBConnection,
  columns: HeldColumn[],
  arrangement: Arrangement,
): Promise<ArrangedSource> {
  const names = columns.map((_, index) => `c${index}`)
  const held = columns.map(({ valueType, heldType }, index) =>
    valueType === heldType ? `c${index}` : `c${index}::VARCHAR AS c${index}`,
  )
  const { where, order } = await arrangementSql(connection, { columns, arrangement })
  // What ties stays in the order of the statement. DuckDB numbers rows on one thread, so that it is asked only then.
  const numbered = order.length === 0 ? '' : `, row_number() OVER () AS ${PLACE}`
  const filter = named(where)
  const orderBy = order.length === 0 ? '' : ` ORDER BY ${[...order, PLACE].join(', ')}`
  return {
    head: `(SELECT * FROM (SELECT ${held.join(', ')}${numbered} FROM (`,
    tail: `\n) AS result(${names.join(', ')})) AS held ${filter.text}${orderBy})`,
    values: filter.values,
  }
}

const PLACE = 'place_in_result'

/** The statement of a user has parameters with names, beside which there can be no numbered ones. */
function named({ parts, values }: Statement): { text: string; values: Record<string, DuckDBValue> } {
  const nameOf = (index: number) => `traceloupe_filter_${index}`
  return {
    text: parts.map((part, index) => (index === 0 ? part : `$${nameOf(index)}${part}`)).join(''),
    values: Object.fromEntries(values.map((value, index) => [nameOf(index + 1), value])),
  }
}
