import duckdb from '@duckdb/node-bindings'
import { DuckDBTableFunction, type DuckDBConnection } from '@duckdb/node-api'
import { ChunkText } from './ChunkText'
import { fillChunk, holderOf } from './fillChunk'
import type { IncomingTable, NumberedBatch } from './IncomingTable'

const CHUNK_ROWS = duckdb.vector_size()

/**
 * Inserts batches into one table of the archive. They are the answer of a table function, so that DuckDB's own threads
 * append and compress; this thread only fills chunks.
 */
export class RowSource {
  private readonly connection: DuckDBConnection
  private readonly table: IncomingTable
  private readonly statement: string
  private readonly next: () => NumberedBatch | null
  private readonly text: ChunkText
  private readonly holder: number
  private present: NumberedBatch | null = null
  private from = 0

  /** `next` answers the batch to be inserted next, null when that was all; it may block. */
  constructor(
    connection: DuckDBConnection,
    table: IncomingTable,
    pointing: boolean,
    threads: number,
    next: () => NumberedBatch | null,
  ) {
    this.connection = connection
    this.table = table
    this.next = next
    this.text = new ChunkText(pointing)
    this.holder = holderOf(table)
    const functionName = `incoming_${table.name}`
    const columns = table.columns.map(({ name }) => name).join(', ')
    this.statement = `INSERT INTO store.${table.name} (${columns}) SELECT * FROM ${functionName}()`
    connection.registerTableFunction(
      DuckDBTableFunction.create({
        name: functionName,
        bindFunction: (info) => table.columns.forEach(({ name, type }) => info.addResultColumn(name, type)),
        initFunction: (info) => info.setMaxThreads(threads),
        mainFunction: (_, output) => this.fill(output.chunk),
      }),
    )
  }

  async insert(): Promise<void> {
    this.present = null
    this.from = 0
    await this.connection.run(this.statement)
  }

  private fill(chunk: duckdb.DataChunk): void {
    const { table, text } = this
    for (;;) {
      const present = (this.present ??= this.next())
      if (present === null) break
      const left = table.count(present) - this.from
      if (left <= 0) {
        present.release()
        this.present = null
        this.from = 0
        continue
      }
      const count = Math.min(left, CHUNK_ROWS)
      duckdb.data_chunk_set_size(chunk, count)
      fillChunk(chunk, table, present, { first: this.from, count, text, holder: this.holder })
      this.from += count
      return
    }
    duckdb.data_chunk_set_size(chunk, 0)
  }
}
