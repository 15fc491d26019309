import duckdb, { type Vector } from '@duckdb/node-bindings'
import {
  BIGINT,
  DuckDBScalarFunction,
  INTEGER,
  STRUCT,
  UTINYINT,
  type DuckDBConnection,
  type DuckDBType,
} from '@duckdb/node-api'
import { rangeOf, rowWithin } from '../linking/TreeRecords'
import { TREE_FIELDS, TreeColumns, type TreeColumnsOptions } from './TreeColumns'

/** `tree` of `store.span_rows`, in the order of `TREE_FIELDS`. */
const FIELDS = {
  trace_key: INTEGER,
  parent_row: INTEGER,
  depth: INTEGER,
  child_count: INTEGER,
  self_time_ns: BIGINT,
  critical_path_ns: BIGINT,
  problems: UTINYINT,
  resource_key: INTEGER,
  scope_key: INTEGER,
  place: INTEGER,
  descendants: INTEGER,
}

interface WrittenColumns extends TreeColumnsOptions {
  /** By the reference that `store.log_rows` holds in its place: the key. */
  logResource: (reference: number) => number
}

/**
 * Writes what linking found out into the archive, without touching what lies there: DuckDB changes the type of a column to
 * that which it has already, using functions of the row's number that look the answer up. 3 M spans take a quarter of a
 * second, where an UPDATE takes five.
 */
export async function writeTreeColumns(
  connection: DuckDBConnection,
  run: (statement: string) => Promise<void>,
  { logResource, ...options }: WrittenColumns,
): Promise<void> {
  const columns = new TreeColumns(options)
  register(connection, 'tree_of', STRUCT(FIELDS), treeFiller(columns))
  register(connection, 'trace_key_of', INTEGER, traceKeyFiller(columns))
  register(connection, 'log_resource_of', INTEGER, (keys, output) => {
    const column = keys.map((key) => (key < 0 ? logResource(-1 - key) : key))
    duckdb.copy_data_to_vector(output, 0, column.buffer, 0, column.byteLength)
  })
  const type = Object.entries(FIELDS).map(([name, field]) => `${name} ${field}`)
  await run(
    `ALTER TABLE archive.store.span_rows ALTER COLUMN tree TYPE STRUCT(${type.join(', ')}) USING tree_of(span_row)`,
  )
  for (const table of ['span_events', 'span_links']) {
    await run(`ALTER TABLE archive.store.${table} ALTER COLUMN trace_key TYPE INTEGER USING trace_key_of(span_row)`)
  }
  await run(
    'ALTER TABLE archive.store.log_rows ALTER COLUMN resource_key TYPE INTEGER USING log_resource_of(resource_key)',
  )
}

/** Fills `output` for the given numbers of rows. */
type Filler = (rows: Int32Array<ArrayBuffer>, output: Vector) => void

function register(connection: DuckDBConnection, name: string, type: DuckDBType, fill: Filler): void {
  const scalar = new DuckDBScalarFunction()
  scalar.setName(name)
  scalar.addParameter(INTEGER)
  scalar.setReturnType(type)
  // The function of node-api would read and write every value as an object.
  duckdb.scalar_function_set_function(scalar.scalar_function, (_, input, output) => {
    const count = duckdb.data_chunk_get_size(input)
    const bytes = duckdb.vector_get_data(duckdb.data_chunk_get_vector(input, 0), count * 4).slice()
    fill(new Int32Array(bytes.buffer, 0, count), output)
  })
  connection.registerScalarFunction(scalar)
}

function treeFiller(columns: TreeColumns): Filler {
  return (rows, output) => {
    const first = rows[0] ?? 0
    const neighbours = areNeighbours(rows)
    const fields = neighbours ? columns.of(first) : columns.gather(rows)
    const from = neighbours ? rowWithin(first) : 0
    for (const [index, name] of TREE_FIELDS.entries()) {
      const column = fields[name]
      const width = column.byteLength / fields.depth.length
      const vector = duckdb.struct_vector_get_child(output, index)
      duckdb.copy_data_to_vector(vector, 0, column.buffer, from * width, rows.length * width)
    }
  }
}

/** Whether each row follows the one before, within one range. */
function areNeighbours(rows: Int32Array): boolean {
  const first = rows[0] ?? 0
  for (let index = 1; index < rows.length; index++) if (rows[index] !== first + index) return false
  return rangeOf(first) === rangeOf(first + rows.length - 1)
}

function traceKeyFiller(columns: TreeColumns): Filler {
  return (rows, output) => {
    const column = Int32Array.from(rows, (row) => columns.of(row).traceKey[rowWithin(row)] ?? 0)
    duckdb.copy_data_to_vector(output, 0, column.buffer, 0, column.byteLength)
  }
}
