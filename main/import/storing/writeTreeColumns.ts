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
import { rowWithin, TREE_WORDS, type TreeRecords, TreeWord } from '../linking/TreeRecords'

/** `tree` of `store.span_rows`. */
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
}
const MOST_ROWS = duckdb.vector_size()

interface TreeColumnsOptions {
  trees: TreeRecords
  /** By the number of a trace in `trees`: its `trace_key`. */
  traceKeys: Int32Array
  /** Other resources than those in `trees`, by span_row. */
  resourceOf: Map<number, number>
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
  options: TreeColumnsOptions,
): Promise<void> {
  const { logResource } = options
  register(connection, 'tree_of', STRUCT(FIELDS), treeFiller(options))
  register(connection, 'trace_key_of', INTEGER, traceKeyFiller(options))
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

function treeFiller({ trees, traceKeys, resourceOf }: TreeColumnsOptions): Filler {
  const integers = () => new Int32Array(MOST_ROWS)
  const [traceKey, parentRow, depth, childCount] = [integers(), integers(), integers(), integers()]
  const [resource, scope] = [integers(), integers()]
  const [selfTime, criticalPath] = [new Int32Array(MOST_ROWS * 2), new Int32Array(MOST_ROWS * 2)]
  const problems = new Uint8Array(MOST_ROWS)
  const columns = [traceKey, parentRow, depth, childCount, selfTime, criticalPath, problems, resource, scope]
  return (rows, output) => {
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] ?? 0
      const records = trees.rangeOf(row)
      const place = rowWithin(row) * TREE_WORDS
      traceKey[index] = traceKeys[records[place + TreeWord.trace] ?? 0] ?? 0
      parentRow[index] = records[place + TreeWord.parentRow] ?? 0
      depth[index] = records[place + TreeWord.depth] ?? 0
      childCount[index] = records[place + TreeWord.childCount] ?? 0
      selfTime[index * 2] = records[place + TreeWord.selfTime] ?? 0
      selfTime[index * 2 + 1] = records[place + TreeWord.selfTime + 1] ?? 0
      criticalPath[index * 2] = records[place + TreeWord.criticalPath] ?? 0
      criticalPath[index * 2 + 1] = records[place + TreeWord.criticalPath + 1] ?? 0
      problems[index] = records[place + TreeWord.problems] ?? 0
      resource[index] = resourceOf.get(row) ?? records[place + TreeWord.resource] ?? 0
      scope[index] = records[place + TreeWord.scope] ?? 0
    }
    for (const [field, column] of columns.entries()) {
      const width = column.byteLength / MOST_ROWS
      const vector = duckdb.struct_vector_get_child(output, field)
      duckdb.copy_data_to_vector(vector, 0, column.buffer, 0, rows.length * width)
    }
  }
}

function traceKeyFiller({ trees, traceKeys }: TreeColumnsOptions): Filler {
  const column = new Int32Array(MOST_ROWS)
  return (rows, output) => {
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] ?? 0
      column[index] = traceKeys[trees.rangeOf(row)[rowWithin(row) * TREE_WORDS + TreeWord.trace] ?? 0] ?? 0
    }
    duckdb.copy_data_to_vector(output, 0, column.buffer, 0, rows.length * 4)
  }
}
