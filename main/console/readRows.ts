import { FLOAT, type DuckDBDataChunk, type DuckDBMaterializedResult, type DuckDBValue } from '@duckdb/node-api'
import { countOf } from '../../preload/contract/formatCount'
import type { SqlValue } from '../../preload/contract/sql/sql'
import { sqlValue, textOf } from './sqlValue'

/** All rows of a result. */
export function rowsOf(result: DuckDBMaterializedResult): SqlValue[][] {
  return Array.from({ length: result.chunkCount }, (_, index) => readRows(result.getChunk(index))).flat()
}

/** Rows `first` to `last` (exclusive) of a chunk; no value outside them is touched. */
function readRows(chunk: DuckDBDataChunk, first = 0, last = chunk.rowCount): SqlValue[][] {
  const rows: SqlValue[][] = Array.from({ length: last - first }, () => [])
  for (let column = 0; column < chunk.columnCount; column++) {
    const vector = chunk.getColumnVector(column)
    const isFloat = vector.type.typeId === FLOAT.typeId
    rows.forEach((row, index) => {
      const value: DuckDBValue = vector.getItem(first + index)
      row.push(sqlValue(isFloat && typeof value === 'number' ? shortestFloat(value) : value))
    })
  }
  return rows
}

/** Cells longer than `limit` characters are cut, with a mark that says how long they are. */
export function cutCells(rows: SqlValue[][], limit = 100_000): SqlValue[][] {
  return rows.map((row) => row.map((cell) => cutCell(cell, limit)))
}

function cutCell(cell: SqlValue, limit: number): SqlValue {
  if (cell === null || (typeof cell !== 'string' && typeof cell !== 'object')) return cell
  const text = textOf(cell)
  return text.length <= limit ? cell : `${text.slice(0, limit)}… (cut: ${countOf(text.length, 'character')})`
}

/** The shortest decimal that is the same FLOAT: 0.1 and not 0.10000000149011612. */
function shortestFloat(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits))
    if (Math.fround(candidate) === value) return candidate
  }
  return value
}
