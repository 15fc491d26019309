import { DuckDBTypeId, type DuckDBConnection } from '@duckdb/node-api'
import { Failed } from '../../preload/contract/failure'
import type { Arrangement, ResultFilter } from '../../preload/contract/sql/held'
import { joinSql, sql, Statement } from '../archive/sql'
import { columnText, isNested } from './columnText'
import type { HeldColumn } from './heldColumn'

export interface RowsToArrange {
  /** A relation with the columns `row`, by which the rows are in order, `key`, `c0`, `c1` … */
  rows: string
  columns: HeldColumn[]
  arrangement: Arrangement
  /** The table to be made: the keys of the rows that are shown, in their order. */
  table: string
}

/**
 * Sorts and filters all rows, and answers how many are left: NULL comes last in both directions, NaN is the greatest number, what ties keeps its
 * order, and what is nested goes by its text. 10 million rows by one BIGINT: about 1.1 s.
 */
export async function arrangeRows(connection: DuckDBConnection, asked: RowsToArrange): Promise<number> {
  const { rows, table } = asked
  const { where, order } = await arrangementSql(connection, asked)
  const tail = piece(` ORDER BY ${[...order, 'row'].join(', ')}`)
  const statement = sql`${piece(`CREATE TABLE ${table} AS SELECT key FROM ${rows} AS held `)}${where}${tail}`
  // The answer of CREATE TABLE … AS is the number of rows.
  return Number((await connection.runAndReadAll(statement.text, statement.values)).value(0, 0))
}

/** `WHERE` and the terms of `ORDER BY` for rows with the columns `c0`, `c1` … */
export async function arrangementSql(
  connection: DuckDBConnection,
  { columns, arrangement }: Pick<RowsToArrange, 'columns' | 'arrangement'>,
): Promise<{ where: Statement; order: string[] }> {
  const filters: Statement[] = []
  for (const filter of arrangement.filters) {
    const column = columns[filter.column]
    if (column) filters.push(await condition(connection, filter, column))
  }
  const order = arrangement.order.flatMap(({ column, descending }) => {
    const type = columns[column]?.heldType
    return type ? [`${orderKey(`c${column}`, type)} ${descending ? 'DESC' : 'ASC'} NULLS LAST`] : []
  })
  return { where: filters.length === 0 ? sql`` : sql`WHERE ${joinSql(filters, ' AND ')}`, order }
}

function orderKey(column: string, type: HeldColumn['heldType']): string {
  return isNested(type) ? columnText(column, type) : column
}

async function condition(
  connection: DuckDBConnection,
  filter: ResultFilter,
  { heldType, type }: HeldColumn,
): Promise<Statement> {
  const column = `c${filter.column}`
  switch (filter.test) {
    case 'null':
      return piece(`${column} IS NULL`)
    case 'notNull':
      return piece(`${column} IS NOT NULL`)
    case 'contains':
      return sql`contains(lower(${piece(columnText(column, heldType))}), lower(${filter.value}::VARCHAR))`
  }
  if (isNested(heldType) || heldType.typeId === DuckDBTypeId.BLOB) {
    return sql`${piece(`${columnText(column, heldType)} ${COMPARISONS[filter.test]}`)} ${filter.value}::VARCHAR`
  }
  const value = sql`${filter.value}::VARCHAR AS ${piece(heldType.toString())})`
  const cast = sql`SELECT TRY_CAST(${value} IS NULL`
  if ((await connection.runAndReadAll(cast.text, cast.values)).value(0, 0) === true) {
    const message = `“${filter.value.slice(0, 100)}” is no value of the type ${type}.`
    throw new Failed({ code: 'sql_failed', message, position: null })
  }
  return sql`${piece(`${column} ${COMPARISONS[filter.test]}`)} CAST(${value}`
}

/** A row without a value differs from each value. */
const COMPARISONS = { equals: '=', differs: 'IS DISTINCT FROM', atLeast: '>=', atMost: '<=' }

function piece(text: string): Statement {
  return new Statement([text], [])
}
