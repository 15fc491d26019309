import {
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBTimestampNanosecondsValue,
  type DuckDBDataChunk,
  type DuckDBValue,
} from '@duckdb/node-api'
import type { Nanoseconds } from '../../preload/contract/time'

/** Reads one cell, and checks that it is what the query's author took it for. */
export type CellReader<Value> = (value: DuckDBValue) => Value

export const cell = {
  text: (value: DuckDBValue): string => (typeof value === 'string' ? value : mistaken('text', value)),
  /** Of any integer type or double; exact up to 2^53. */
  number: (value: DuckDBValue): number =>
    typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : mistaken('number', value),
  time: (value: DuckDBValue): Nanoseconds =>
    value instanceof DuckDBTimestampNanosecondsValue ? value.nanos : mistaken('TIMESTAMP_NS', value),
  map: (value: DuckDBValue): [key: string, value: string | null][] =>
    value instanceof DuckDBMapValue
      ? value.entries.map((entry) => [cell.text(entry.key), orNull(cell.text)(entry.value)])
      : mistaken('MAP', value),
  texts: (value: DuckDBValue): string[] =>
    value instanceof DuckDBListValue ? value.items.map(cell.text) : mistaken('LIST', value),
}

/** Reads NULL as null, and everything else as `read` does. */
export function orNull<Value>(read: CellReader<Value>): CellReader<Value | null> {
  return (value) => (value === null ? null : read(value))
}

function mistaken(expected: string, value: DuckDBValue): never {
  throw new TypeError(`the archive answered ${String(value)} where ${expected} was expected`)
}

type Row<Columns extends Record<string, CellReader<unknown>>> = {
  [Name in keyof Columns]: ReturnType<Columns[Name]>
}

/** All rows of an answer; `columns` names and types them in the order of the statement's columns. */
export async function readRows<Columns extends Record<string, CellReader<unknown>>>(
  chunks: AsyncIterable<DuckDBDataChunk>,
  columns: Columns,
): Promise<Row<Columns>[]> {
  const readers = Object.entries(columns)
  const rows: Row<Columns>[] = []
  for await (const chunk of chunks) {
    const vectors = readers.map((_, column) => chunk.getColumnVector(column))
    for (let row = 0; row < chunk.rowCount; row++) {
      const read: Record<string, unknown> = {}
      for (const [column, [name, reader]] of readers.entries())
        read[name] = reader(vectors[column]?.getItem(row) ?? null)
      // The compiler cannot follow the names of the columns into the object.
      rows.push(read as Row<Columns>)
    }
  }
  return rows
}
