import { statSync } from 'node:fs'
import { StatementType, VARCHAR, type DuckDBConnection, type DuckDBInstance } from '@duckdb/node-api'
import type { Context } from '../../../preload/contract/channel'
import type { TraceFilter } from '../../../preload/contract/explorer'
import { Failed } from '../../../preload/contract/failure'
import type { Arrangement, ResultFormat } from '../../../preload/contract/sql/held'
import type { SqlParameters } from '../../../preload/contract/sql/parameters'
import type { ResultExportProgress } from '../../../preload/contract/sql/resultExport'
import { textLiteral } from '../../archive/sql'
import type { BoundParameters } from '../bindParameters'
import { checkStatement, columnOf, type CheckedStatement } from '../checkStatement'
import { heldColumns } from '../holdStatement'
import { connectConsole } from '../openConsole'
import type { SelectedSpans } from '../SelectedSpans'
import { sqlFailure } from '../sqlFailure'
import { whileRunning } from '../whileRunning'
import { arrangedSource } from './arrangedSource'
import { copyStatement } from './copyStatement'

export interface WantedRows {
  statement: string
  parameters: SqlParameters
  selection: TraceFilter | null
  selected: SelectedSpans
  /** How the rows are ordered and which of them are wanted; null for all as they come. */
  arrangement: Arrangement | null
  /** Places of columns, in the order they are written in; null for all. */
  columns: number[] | null
  format: ResultFormat
  file: string
}

/** Writes the rows of one checked statement to a file, none of which passes through Node. Answers their number. */
export async function exportStatement(
  instance: DuckDBInstance,
  { statement, parameters, selection, selected, ...wanted }: WantedRows,
  context: Context<ResultExportProgress>,
): Promise<number> {
  const connection = await connectConsole(instance)
  const following: Parameters<typeof whileRunning>[1] = {
    signal: context.signal,
    progress: ({ elapsedMs, percentage }) =>
      context.progress({ elapsedMs, percentage, rowCount: null, byteCount: sizeOf(wanted.file) }),
  }
  return whileRunning(connection, following, async (checkpoint) => {
    await selected.provide(connection, { statement, selection })
    checkpoint()
    const checked = await checkStatement(connection, statement, parameters)
    const selectable = await asSelectable(checked)
    checkpoint()
    return copyRows(connection, selectable, wanted)
  })
}

/** EXPLAIN alone cannot stand in another statement: its one row or two are written into one. */
async function asSelectable(statement: CheckedStatement): Promise<CheckedStatement> {
  const { prepared, bound } = statement
  if (prepared.statementType !== StatementType.EXPLAIN) return statement
  if (bound) prepared.bind(bound.values, bound.types)
  const reader = await prepared.runAndReadAll()
  const rows = reader.getRows().map((row) => `(${row.map((cell) => textLiteral(String(cell))).join(', ')})`)
  const columns = reader.columnNames().map((name) => columnOf(name, VARCHAR))
  return { ...statement, text: `VALUES ${rows.join(', ')}`, bound: undefined, columns }
}

async function copyRows(
  connection: DuckDBConnection,
  { text, offset, bound, columns }: CheckedStatement,
  { columns: places, format, file, arrangement }: Pick<WantedRows, 'columns' | 'format' | 'file' | 'arrangement'>,
): Promise<number> {
  const held = heldColumns(columns)
  const written = (places ?? held.map((_, place) => place)).map((place) => {
    const column = held[place]
    if (!column) throw new Failed({ code: 'sql_result_gone' })
    return { ...column, source: `c${place}` }
  })
  const form = copyStatement(written, format, file)
  const source = await arrangedSource(connection, held, arrangement ?? AS_IT_COMES)
  const before = form.head + source.head
  const sent = before + text + source.tail + form.tail
  try {
    const rowCount = await copy(connection, sent, {
      types: {},
      ...bound,
      values: { ...bound?.values, ...source.values },
    })
    if (rowCount === 0 && form.whenEmpty !== null) await connection.run(form.whenEmpty)
    return rowCount
  } catch (error) {
    throw sqlFailure(error, { text: sent, before: before.length, offset })
  }
}

/** The number of rows that were written. A PIVOT over all values of a column has statements of its own around it. */
async function copy(connection: DuckDBConnection, text: string, { values, types }: BoundParameters): Promise<number> {
  const extracted = await connection.extractStatements(text)
  let rowCount = 0
  for (let index = 0; index < extracted.count; index++) {
    const prepared = await extracted.prepare(index)
    if (prepared.parameterCount > 0) prepared.bind(values, types)
    const result = await prepared.run()
    if (prepared.statementType === StatementType.COPY) rowCount = result.rowsChanged
  }
  return rowCount
}

const AS_IT_COMES: Arrangement = { order: [], filters: [] }

function sizeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null
}
