import duckdb from '@duckdb/node-bindings'
import { DuckDBDataChunk, type DuckDBAppender, type DuckDBConnection, type DuckDBType } from '@duckdb/node-api'

const CHUNK_ROWS = duckdb.vector_size()

type NumberColumn = Uint8Array | Int32Array | BigInt64Array | Float64Array

/** Appends columns of numbers to a new table, as bytes. */
export class TableAppender {
  readonly #appender: DuckDBAppender
  readonly #types: DuckDBType[]

  private constructor(appender: DuckDBAppender, types: DuckDBType[]) {
    this.#appender = appender
    this.#types = types
  }

  /** Creates `table` in `database`; `columns` are names and types. */
  static async create(
    connection: DuckDBConnection,
    database: string,
    table: string,
    columns: Record<string, DuckDBType>,
  ): Promise<TableAppender> {
    const ddl = Object.entries(columns).map(([name, type]) => `${name} ${type}`)
    await connection.run(`CREATE TABLE ${database}.${table} (${ddl.join(', ')})`)
    return new TableAppender(await connection.createAppender(table, 'main', database), Object.values(columns))
  }

  /** Appends the first `count` rows of `columns`, which are as wide as their types. */
  append(count: number, columns: NumberColumn[]): void {
    for (let from = 0; from < count; from += CHUNK_ROWS) {
      const rows = Math.min(CHUNK_ROWS, count - from)
      const chunk = DuckDBDataChunk.create(this.#types, rows)
      columns.forEach((column, index) => {
        const width = column.BYTES_PER_ELEMENT
        const vector = duckdb.data_chunk_get_vector(chunk.chunk, index)
        // Never backed by shared memory.
        const buffer = column.buffer as ArrayBuffer
        duckdb.copy_data_to_vector(vector, 0, buffer, column.byteOffset + from * width, rows * width)
      })
      this.#appender.appendDataChunk(chunk)
    }
  }

  close(): void {
    this.#appender.closeSync()
  }
}
