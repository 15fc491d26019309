import duckdb from '@duckdb/node-bindings'
import { DuckDBTableFunction, type DuckDBConnection } from '@duckdb/node-api'
import type { SpanBatch } from '../SpanBatch'
import type { BatchKeys } from './BatchKeys'
import type { StageTable } from './StageTable'

const CHUNK_ROWS = duckdb.vector_size()

export interface NumberedBatch {
  batch: SpanBatch
  keys: BatchKeys
}

/**
 * Inserts batches into one table of the staging database. They are the answer of a table function,
 * so that DuckDB's own threads append and compress; this thread only fills chunks.
 */
export class BatchSource {
  readonly #connection: DuckDBConnection
  readonly #table: StageTable
  readonly #insert: string
  #batches: readonly NumberedBatch[] = []
  #index = 0
  #from = 0

  constructor(connection: DuckDBConnection, database: string, table: StageTable) {
    this.#connection = connection
    this.#table = table
    const functionName = `batches_of_${table.name}`
    this.#insert = `INSERT INTO ${database}.${table.name} SELECT * FROM ${functionName}()`
    connection.registerTableFunction(
      DuckDBTableFunction.create({
        name: functionName,
        bindFunction: (info) => table.columns.forEach(({ name, type }) => info.addResultColumn(name, type)),
        initFunction: () => undefined,
        mainFunction: (_, output) => this.#fill(output.chunk),
      }),
    )
  }

  async insert(batches: readonly NumberedBatch[]): Promise<void> {
    if (!batches.some(({ batch, keys }) => this.#table.count(batch, keys) > 0)) return
    this.#batches = batches
    this.#index = 0
    this.#from = 0
    await this.#connection.run(this.#insert)
    this.#batches = []
  }

  #fill(chunk: duckdb.DataChunk): void {
    for (; this.#index < this.#batches.length; this.#index++, this.#from = 0) {
      const next = this.#batches[this.#index]
      if (!next) break
      const left = this.#table.count(next.batch, next.keys) - this.#from
      if (left <= 0) continue
      const count = Math.min(left, CHUNK_ROWS)
      duckdb.data_chunk_set_size(chunk, count)
      this.#table.columns.forEach((column, index) =>
        column.fill(duckdb.data_chunk_get_vector(chunk, index), next.batch, next.keys, this.#from, count),
      )
      this.#from += count
      return
    }
    duckdb.data_chunk_set_size(chunk, 0)
  }
}

/** The DDL of a staging table. */
export function createStageTable(database: string, { name, columns }: StageTable): string {
  return `CREATE TABLE ${database}.${name} (${columns.map((column) => `${column.name} ${column.type}`).join(', ')})`
}
